import { describe, expect, it, jest } from '@jest/globals';
import * as argon2 from '@node-rs/argon2';

/** The real one; only seen at work. */
const verify = jest.fn(argon2.verify);
jest.unstable_mockModule('@node-rs/argon2', () => ({ ...argon2, verify }));
const { Argon2PasswordHasher } = await import('./argon2-password-hasher.js');

const hasher = new Argon2PasswordHasher();

describe('hashing passwords', () => {
  it('uses argon2id at the parameters of today', async () => {
    const hashed = await hasher.hash('tangled kites over harbour');
    expect(hashed).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(hasher.isOutdated(hashed)).toBe(false);
    expect(await hasher.verify(hashed, 'tangled kites over harbour')).toBe(true);
    expect(await hasher.verify(hashed, 'tangled kites over harbor')).toBe(false);
  });

  it('sees a hash of yesterday', async () => {
    expect(
      hasher.isOutdated(await argon2.hash('x', { memoryCost: 12_288, timeCost: 3, parallelism: 1 })),
    ).toBe(true);
  });

  it('does not cut long passwords off', async () => {
    const long = 'é'.repeat(127);
    const hashed = await hasher.hash(`${long}a`);
    expect(await hasher.verify(hashed, `${long}b`)).toBe(false);
  });

  it('computes as much without an account, and never says yes', async () => {
    const known = await hasher.hash('tangled kites over harbour');
    verify.mockClear();
    expect(await hasher.verify(known, 'x')).toBe(false);
    expect(await hasher.verify(undefined, 'x')).toBe(false);
    const costs = verify.mock.calls.map(([hashed]) => argon2.parseOptions(String(hashed)));
    expect(costs).toHaveLength(2);
    expect(costs[1]).toEqual(costs[0]);
  });

  it('is asked by more at once than it lets in', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => hasher.verify(undefined, 'x')));
    expect(answers).toEqual(Array(10).fill(false));
  });
});
