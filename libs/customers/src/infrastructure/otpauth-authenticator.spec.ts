import { createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { OtpauthAuthenticator } from './otpauth-authenticator.js';

const authenticator = new OtpauthAuthenticator();
const secret = Buffer.from('12345678901234567890');

/** RFC 4226 5.3, written down once more. */
function codeOf(key: Buffer, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const digest = createHmac('sha1', key).update(counter).digest();
  const offset = digest[19]! & 0xf;
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

describe('codes of an app', () => {
  // RFC 6238, appendix B; the last six of its eight digits.
  it.each([
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_111_111_111, '050471'],
    [1_234_567_890, '005924'],
    [2_000_000_000, '279037'],
    [20_000_000_000, '353130'],
  ])('at second %i are those of the standard', (second, code) => {
    expect(authenticator.stepOf(secret, code, new Date(second * 1_000))).toBe(Math.floor(second / 30));
  });

  const keys = fc.uint8Array({ minLength: 20, maxLength: 20 }).map((bytes) => Buffer.from(bytes));
  const times = fc.integer({ min: 1_000_000_000, max: 4_000_000_000 });

  it('are good in their own step, the one before and the one after, and say which it is', () => {
    fc.assert(
      fc.property(keys, times, fc.integer({ min: -1, max: 1 }), (key, second, offset) => {
        const step = Math.floor(second / 30) + offset;
        const found = authenticator.stepOf(key, codeOf(key, step), new Date(second * 1_000));
        // One code in 500,000 is that of a neighbour, too.
        expect(codeOf(key, found ?? 0)).toBe(codeOf(key, step));
        expect(Math.abs((found ?? 0) - Math.floor(second / 30))).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('are worth nothing two steps away', () => {
    fc.assert(
      fc.property(keys, times, fc.constantFrom(-3, -2, 2, 3), (key, second, offset) => {
        const now = Math.floor(second / 30);
        const code = codeOf(key, now + offset);
        fc.pre(![-1, 0, 1].some((near) => codeOf(key, now + near) === code));
        expect(authenticator.stepOf(key, code, new Date(second * 1_000))).toBeUndefined();
      }),
    );
  });

  it.each(['', '12345', '1234567', '28708２', 'abcdef', '-87082', '287082 '])('are not %j', (code) => {
    expect(authenticator.stepOf(secret, code, new Date(59_000))).toBeUndefined();
  });
});

describe('a secret', () => {
  it('has 160 bits, and is another each time', () => {
    const one = authenticator.newSecret();
    expect(one).toHaveLength(20);
    expect(one.equals(authenticator.newSecret())).toBe(false);
  });

  it('is told in base 32 and as an address for apps', () => {
    expect(authenticator.textOf(secret)).toBe('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ');
    const uri = authenticator.uriOf(secret, { shop: 'Hill & Sons: Shop', account: 'ada+otp@example.test' });
    const { protocol, host, searchParams } = new URL(uri);
    expect([protocol, host]).toEqual(['otpauth:', 'totp']);
    expect(Object.fromEntries(searchParams)).toEqual({
      issuer: 'Hill & Sons: Shop',
      secret: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ',
      algorithm: 'SHA1',
      digits: '6',
      period: '30',
    });
    expect(uri).toContain('ada%2Botp%40example.test');
  });
});
