import { describe, expect, it } from '@jest/globals';
import { ProviderAnswerInvalid } from '../domain/provider-sign-in.errors.js';
import { googleProfileOf } from './google-profile.js';

const ada = {
  sub: '10769150350006150715113082367',
  email: 'ada@example.test',
  email_verified: true,
  name: 'Ada',
};

describe('what Google says of somebody', () => {
  it('is taken as it is', () => {
    expect(googleProfileOf({ ...ada, picture: 'https://example.test/ada.png', hd: 'example.test' })).toEqual({
      subject: ada.sub,
      email: 'ada@example.test',
      emailVerified: true,
      name: 'Ada',
    });
  });

  it.each([
    [true, true],
    ['true', true],
    [false, false],
    ['false', false],
    ['TRUE', false],
    ['yes', false],
    [1, false],
    [['true'], false],
    [{ value: true }, false],
    [null, false],
    [undefined, false],
  ])('has verified the address if email_verified is %j: %j', (claim, expected) => {
    expect(googleProfileOf({ ...ada, email_verified: claim }).emailVerified).toBe(expected);
  });

  it.each([
    ['no object', null],
    ['a text', 'ada'],
    ['a list', [ada]],
    ['no id', { ...ada, sub: undefined }],
    ['a number for an id', { ...ada, sub: 10_769 }],
    ['an empty id', { ...ada, sub: '' }],
    ['an id with spaces', { ...ada, sub: '1 2' }],
    ['an id that is too long', { ...ada, sub: '1'.repeat(256) }],
    ['no address', { ...ada, email: undefined }],
    ['two addresses', { ...ada, email: ['ada@example.test', 'eve@example.test'] }],
    ['an address that is none', { ...ada, email: 'ada@example.test\r\nBcc: eve@example.test' }],
    ['an endless address', { ...ada, email: `${'a'.repeat(5_000)}@example.test` }],
  ])('is refused with %s', (_, claims) => {
    expect(() => googleProfileOf(claims)).toThrow(ProviderAnswerInvalid);
  });

  it('may lack a name, or have one that is too long', () => {
    expect(googleProfileOf({ ...ada, name: { given: 'Ada' } }).name).toBe('');
    expect(googleProfileOf({ ...ada, name: '😀'.repeat(100) }).name).toBe('😀'.repeat(50));
    expect(googleProfileOf({ ...ada, name: `a${'😀'.repeat(100)}` }).name.isWellFormed()).toBe(true);
  });
});
