import { Writable } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import type { Config } from '../config/config.js';
import { createPino, StructuredLogger } from './logger.js';

/** What one call writes. */
function written(log: (logger: StructuredLogger) => void): string {
  let line = '';
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      line += chunk.toString();
      done();
    },
  });
  log(new StructuredLogger(createPino({ log: { level: 'info' } } as Config, 'test', 'info', sink)));
  return line;
}

describe('the log', () => {
  it("does not repeat a failed statement's values, which are people's", () => {
    const driverError = Object.assign(new Error('Deadlock found'), {
      errno: 1213,
      sql: "INSERT INTO orders VALUES ('ada@example.test')",
    });
    const wrapped = Object.assign(new Error('Deadlock found'), {
      driverError,
      parameters: ['ada@example.test'],
    });
    for (const err of [driverError, wrapped]) {
      const line = written((logger) => {
        logger.error({ err }, 'Something unexpected', 'Test');
      });
      expect(line).toContain('Deadlock found');
      expect(line).not.toContain('ada@example.test');
    }
  });

  it.each([
    'password',
    'currentPassword',
    'newPassword',
    'challenge',
    'deviceToken',
    'client_secret',
    'set-cookie',
  ])('hides %s at the first levels', (name) => {
    const line = written((logger) => {
      logger.log(
        { [name]: 'hunter2', body: { [name]: 'hunter2' }, request: { body: { [name]: 'hunter2' } } },
        'Test',
      );
    });
    expect(line).not.toContain('hunter2');
  });

  it('hides secrets by their names', () => {
    const line = written((logger) => {
      logger.log({ request: { headers: { authorization: 'Bearer abc' } }, password: 'hunter2' }, 'Test');
    });
    expect(line).not.toMatch(/abc|hunter2/);
  });
});
