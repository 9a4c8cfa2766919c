import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createApi } from '../../../apps/api/src/create-api.js';
import { createPino, StructuredLogger } from '#platform/observability/logger.js';
import { testConfig } from '../../support/config.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';

let database: TestDatabase;
let app: NestFastifyApplication;
let port: number;

beforeAll(async () => {
  database = await createTestDatabase();
  const config = testConfig({ DATABASE_URL: database.url });
  app = await createApi(config, new StructuredLogger(createPino(config, 'test')));
  await app.listen(0, '127.0.0.1');
  const server = app.getHttpServer();
  port = (server.address() as { port: number }).port;
  // The half minutes of the real shop, shortened; the server looks for late ones every five seconds.
  server.headersTimeout = 1_000;
  server.requestTimeout = 1_500;
  server.setTimeout(1_000);
});

afterAll(async () => {
  await app.close();
  await database.drop();
});

/** Sends the first text at once and then a byte of the second one every 100 ms. @returns what it was told, and when the door was shut */
function trickle(first: string, slowly: string): Promise<{ heard: string; seconds: number }> {
  const since = performance.now();
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(first));
    let heard = '';
    let sent = 0;
    const timer = setInterval(() => {
      if (slowly !== '') socket.write(slowly.charAt(sent % slowly.length));
      sent += 1;
    }, 100);
    socket.on('data', (more) => (heard += more.toString()));
    socket.on('error', () => socket.destroy()); // we write into a shut door
    socket.on('close', () => {
      clearInterval(timer);
      resolve({ heard, seconds: (performance.now() - since) / 1_000 });
    });
  });
}

const length = 'Content-Length: 90000';

describe('a client that never comes to an end', () => {
  it.each([
    ['says nothing at all', '', '', ''],
    ['sends its headers byte by byte', 'GET /v1/departments HTTP/1.1\r\nHost: shop\r\nX-A: ', 'a', '408'],
    [
      'sends its body byte by byte',
      `POST /v1/auth/sessions HTTP/1.1\r\nHost: shop\r\nContent-Type: application/json\r\n${length}\r\n\r\n{"email":"`,
      'a',
      '408',
    ],
    [
      'sends a body that nobody asked for',
      `GET /v1/departments HTTP/1.1\r\nHost: shop\r\nContent-Type: application/json\r\n${length}\r\n\r\n`,
      ' ',
      '',
    ],
  ])(
    'is shown the door when it %s',
    async (_, first, slowly, status) => {
      const { heard, seconds } = await trickle(first, slowly);
      expect(seconds).toBeLessThan(9);
      if (status !== '') expect(heard).toContain(`HTTP/1.1 ${status}`);
    },
    15_000,
  );

  it('does not keep others waiting', async () => {
    const slow = Array.from({ length: 300 }, () => trickle('GET / HTTP/1.1\r\nX-A: ', 'a'));
    await wait(300);
    const since = performance.now();
    const { status } = await fetch(`http://127.0.0.1:${String(port)}/v1/departments`);
    expect(status).toBe(200);
    expect(performance.now() - since).toBeLessThan(1_000);
    await Promise.all(slow);
  }, 20_000);
});
