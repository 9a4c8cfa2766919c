import { describe, expect, it } from '@jest/globals';
import { trouble } from './log-echo.mjs';

describe('what of a log is shown', () => {
  it('is nothing when all is well', () => {
    expect(trouble('{"level":30,"msg":"request completed with no error"}')).toBeUndefined();
    expect(trouble('listening')).toBeUndefined();
  });

  it('is a warning with its place', () => {
    expect(trouble('{"level":40,"context":"Outbox","msg":"Redis is away"}')).toBe(
      'warning: Outbox: Redis is away',
    );
  });

  it('is the reason of an error, once', () => {
    expect(trouble('{"level":50,"msg":"job failed","err":{"message":"timeout"}}')).toBe(
      'error: job failed: timeout',
    );
    expect(trouble('{"level":50,"msg":"timeout","err":{"message":"timeout"}}')).toBe('error: timeout');
  });

  it('is what a program says without a logger', () => {
    expect(trouble('TypeError: x is not a function')).toBe('TypeError: x is not a function');
  });
});
