import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { recoveryCodeBytes, recoveryCodeIn, recoveryCodeOf } from './recovery-codes.js';

const randomBytes = fc.uint8Array({ minLength: recoveryCodeBytes, maxLength: recoveryCodeBytes });

describe('a recovery code', () => {
  it('is three groups that can be read aloud', () => {
    fc.assert(
      fc.property(randomBytes, (bytes) => {
        expect(recoveryCodeOf(bytes)).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$/);
      }),
    );
  });

  it('holds five bits of each byte: other bits make another code', () => {
    fc.assert(
      fc.property(randomBytes, randomBytes, (one, other) => {
        const bits = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte % 32).join();
        expect(recoveryCodeOf(one) === recoveryCodeOf(other)).toBe(bits(one) === bits(other));
      }),
    );
  });

  it('is the same however it is typed', () => {
    const anyCase = fc.func(fc.boolean());
    const separators = fc.constantFrom('', '-', ' ', ' - ', '\u2013', '\u00a0');
    fc.assert(
      fc.property(randomBytes, anyCase, separators, (bytes, isSmall, separator) => {
        const code = recoveryCodeOf(bytes);
        const typed = Array.from(code.replaceAll('-', separator), (character) =>
          isSmall(character) ? character.toLowerCase() : character,
        )
          .map((character) => (character === '0' ? 'O' : character === '1' ? 'l' : character))
          .join('');
        expect(recoveryCodeIn(` ${typed}\n`)).toBe(code.replaceAll('-', ''));
      }),
    );
  });

  it('is told from a code of the app, and from anything else', () => {
    const digits = fc.stringMatching(/^\d{6}$/);
    fc.assert(fc.property(digits, (code) => recoveryCodeIn(code) === undefined));
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
        const code = recoveryCodeIn(text);
        return code === undefined || /^[0-9A-HJKMNP-TV-Z]{12}$/.test(code);
      }),
    );
  });
});
