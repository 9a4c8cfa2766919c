import { describe, expect, it } from '@jest/globals';
import { isSameText } from './same-text.js';

describe('comparing secrets', () => {
  it.each([
    ['the secret', 'the secret', true],
    ['the secreT', 'the secret', false],
    ['the secret ', 'the secret', false],
    ['', 'the secret', false],
    [undefined, 'the secret', false],
    ['', '', true],
  ])('%j and %j: %j', (given, expected, isSame) => {
    expect(isSameText(given, expected)).toBe(isSame);
  });
});
