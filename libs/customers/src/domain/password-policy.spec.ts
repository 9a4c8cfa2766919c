import { describe, expect, it } from '@jest/globals';
import { commonWords } from './common-words.js';
import { WeakPassword } from './customers.errors.js';
import { isCommonPassword, mustBeGoodPassword } from './password-policy.js';

const context = { email: 'ada.lovelace@example.test', name: 'Ada Lovelace', shopName: 'Tradepost' };
const weaknessOf = (password: string): string | undefined => {
  try {
    mustBeGoodPassword(password, context);
    return undefined;
  } catch (error) {
    if (error instanceof WeakPassword) return error.details[0]?.code;
    throw error;
  }
};

describe('the rules for passwords', () => {
  it('want 8 to 128 characters, counted as people count them', () => {
    expect(weaknessOf('k7$vQp2')).toBe('too-short');
    expect(weaknessOf('k7$vQp2x')).toBeUndefined();
    expect(weaknessOf('🐙🦀🐠🐚🦐🐡🐋')).toBe('too-short');
    expect(weaknessOf('🐙🦀🐠🐚🦐🐡🐋🦑')).toBeUndefined();
    expect(weaknessOf('xq7 '.repeat(8) + 'the rest of a long one '.repeat(4).trim())).toBeUndefined();
    expect(weaknessOf('a sentence of many words '.repeat(6).slice(0, 129))).toBe('too-long');
  });

  it('ask for no mixture of kinds', () => {
    expect(weaknessOf('correct horse battery staple')).toBeUndefined();
    expect(weaknessOf('tangled kites over harbour')).toBeUndefined();
    expect(weaknessOf('918273645509')).toBeUndefined();
  });

  // prettier-ignore
  it.each([
    'password', 'Password1', 'P@ssw0rd', 'passw0rd!', 'password123456', '!!Sunshine1987', 'iloveyou', '1l0vey0u', 'i love you', 'letmein99',
    'qwertyuiop', 'qwerty123456', '1q2w3e4r', '1qaz2wsx', 'asdfghjkl', 'zxcvbnm,./'.slice(0, 8), '12345678', '87654321', '123123123', '11111111', 'abcdefgh',
    'aaaaaaaa', 'abcabcabc', 'passwordpassword', 'DRAGON2024', 'welcome2026!', 'Summer2026', 'Michael1', 'football12', 'azertyuiop', 'qazwsxedc', 'пароль123', 'qweasdzxc1',
  ])('refuse %s, which everybody tries first', (password) => {
    expect(weaknessOf(password)).toBe('too-common');
  });

  it.each(['ada.lovelace@example.test', 'AdaLovelace1', 'lovelace1815', 'tradepost2026', 'ada lovelace!'])(
    'refuse %s, which is about the account',
    (password) => {
      expect(weaknessOf(password)).toBe('about-you');
    },
  );

  it('know far more than the 3000 most used ones', () => {
    const tails = ['', '1', '12', '123', '!', '2024'];
    const passwords = [...commonWords].flatMap((word) => tails.map((tail) => word + tail));
    const longEnough = new Set(passwords.filter(({ length }) => length >= 8));
    expect(longEnough.size).toBeGreaterThan(3_000);
    expect([...longEnough].filter((password) => !isCommonPassword(password))).toEqual([]);
  });

  it('leave alone what only contains a common word', () => {
    expect(isCommonPassword('my dragon sleeps late')).toBe(false);
    expect(isCommonPassword('sunshine-over-tromsø')).toBe(false);
    expect(isCommonPassword('kd83-hq0v-2mfa')).toBe(false);
  });
});
