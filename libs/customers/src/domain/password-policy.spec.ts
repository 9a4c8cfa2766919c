import { createHash } from 'node:crypto';
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

  it('know them in the disguises that programs for guessing try: capitals, digits, years, signs, look-alikes, doubled', () => {
    const tails = [
      '',
      '1',
      '12',
      '123',
      '1234',
      '01',
      '69',
      '!',
      '1!',
      '123!',
      '.',
      '#1',
      '1987',
      '2000',
      '2024',
      '2026',
    ];
    const tried = new Set<string>();
    // Every third word: all of them take ten seconds.
    for (const word of [...commonWords].filter((_, index) => index % 3 === 0)) {
      const capital = word.charAt(0).toUpperCase() + word.slice(1);
      for (const form of [word, capital, inDisguise(capital), word + word])
        for (const tail of tails) tried.add(form + tail);
      for (const head of ['1', '123', '!']) tried.add(head + word);
    }
    const good = [...tried].filter((password) => password.length >= 8 && password.length <= 24);
    const missed = good.filter((password) => !isCommonPassword(password));
    expect(good.length).toBeGreaterThan(25_000);
    expect(missed.slice(0, 10)).toEqual([]);
  });

  it('leave alone what password managers make', () => {
    const made = Array.from({ length: 3_000 }, (_, n) =>
      createHash('sha256').update(String(n)).digest('base64').slice(0, 12),
    );
    expect(made.filter(isCommonPassword)).toEqual([]);
  });

  it('leave alone what only contains a common word', () => {
    expect(isCommonPassword('my dragon sleeps late')).toBe(false);
    expect(isCommonPassword('sunshine-over-tromsø')).toBe(false);
    expect(isCommonPassword('kd83-hq0v-2mfa')).toBe(false);
  });
});

function inDisguise(word: string): string {
  const signs: Readonly<Record<string, string>> = { a: '@', e: '3', i: '1', o: '0', s: '$' };
  return Array.from(word, (letter) => signs[letter] ?? letter).join('');
}
