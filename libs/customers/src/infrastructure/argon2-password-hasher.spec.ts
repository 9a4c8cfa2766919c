import { describe, expect, it } from '@jest/globals';
import { hash } from '@node-rs/argon2';
import { Argon2PasswordHasher } from './argon2-password-hasher.js';

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
    expect(hasher.isOutdated(await hash('x', { memoryCost: 12_288, timeCost: 3, parallelism: 1 }))).toBe(
      true,
    );
  });

  it('does not cut long passwords off', async () => {
    const long = 'é'.repeat(127);
    const hashed = await hasher.hash(`${long}a`);
    expect(await hasher.verify(hashed, `${long}b`)).toBe(false);
  });

  it('takes its time without an account, and never says yes', async () => {
    const start = performance.now();
    expect(await hasher.verify(undefined, 'x')).toBe(false);
    expect(performance.now() - start).toBeGreaterThan(2);
  });

  it('is asked by more at once than it lets in', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => hasher.verify(undefined, 'x')));
    expect(answers).toEqual(Array(10).fill(false));
  });
});
