import { describe, expect, it } from '@jest/globals';
import { loggedError } from './logged-error.js';

const message = "Duplicate entry 'ada@example.test' for key 'customers_email'";

function refusedInsert(): Error {
  const driverError = Object.assign(new Error(message), {
    errno: 1062,
    sqlMessage: message,
    sql: "INSERT INTO customers VALUES ('ada@example.test', '$argon2id$hash')",
  });
  return Object.assign(new Error(message), {
    driverError,
    query: driverError.sql,
    parameters: ['ada@example.test', '$argon2id$hash'],
  });
}

describe('an error in the log', () => {
  it.each([
    ['alone', refusedInsert()],
    ['as the cause of another', new Error('It failed', { cause: refusedInsert() })],
    ['among others', new AggregateError([refusedInsert(), refusedInsert()], 'Several failed')],
  ])('tells what went wrong and where, and nobody’s data: %s', (_, error) => {
    const text = JSON.stringify(loggedError(error));
    expect(text).toContain("Duplicate entry [redacted] for key 'customers_email'");
    expect(text).toContain('logged-error.spec');
    expect(text).not.toMatch(/ada@|argon2id/);
  });

  it('keeps what is not data', () => {
    const error = Object.assign(new TypeError('Not a number'), { code: 'E_NUMBER', at: { line: 3 } });
    expect(loggedError(error)).toMatchObject({
      type: 'TypeError',
      message: 'Not a number',
      code: 'E_NUMBER',
      at: { line: 3 },
    });
  });

  it('ends, however its parts hang together', () => {
    const error = Object.assign(new Error('A circle'), { at: new Date(0), self: {} });
    error.self = error;
    expect(JSON.stringify(loggedError(error))).toContain('1970-01-01');
  });
});
