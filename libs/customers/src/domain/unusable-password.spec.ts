import { describe, expect, it } from '@jest/globals';
import { verify } from '@node-rs/argon2';
import { member } from '../testing/customer.builder.js';
import { isUnusable, unusablePasswordHash } from './unusable-password.js';

describe('the hash of no password', () => {
  it('is well formed and no password fits it', async () => {
    const hash = unusablePasswordHash();
    for (const password of ['', 'no password yet!', hash]) expect(await verify(hash, password)).toBe(false);
  });

  it('differs from account to account and is known for what it is', () => {
    expect(unusablePasswordHash()).not.toBe(unusablePasswordHash());
    expect(isUnusable(unusablePasswordHash())).toBe(true);
    expect(isUnusable('$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHQ$abc')).toBe(false);
    expect(member({ passwordHash: unusablePasswordHash() }).needsPassword).toBe(true);
    expect(member().needsPassword).toBe(false);
  });
});
