import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { passphrase } from './accounts.js';
import { AccountsWithGoogle } from './google-visitor.js';

let shop: AccountsWithGoogle;

beforeAll(async () => {
  shop = await AccountsWithGoogle.open();
});

afterAll(() => shop.close());

describe('who unlinks an account at Google, because somebody else may have it', () => {
  it('is safe from what that one has fetched a moment before', async () => {
    const email = 'ada@example.test';
    const { accessToken } = await shop.accounts.member(email);
    const codeVerifier = randomBytes(32).toString('base64url');
    const codeChallenge = createHash('sha256').update(codeVerifier).digest('base64url');
    const query = { returnTo: 'https://shop.example/signed-in', codeChallenge };
    const codes = [];
    for (let n = 0; n < 2; n += 1) {
      const { location } = await shop.visitor().signsInAs({ email }, query);
      codes.push(location?.searchParams.get('code') ?? 'none');
    }
    const exchange = (code: string | undefined): Promise<{ status: number; body: unknown }> =>
      shop.accounts.send('POST', '/v1/auth/sessions/exchange', { code, codeVerifier });
    expect((await exchange(codes[0])).status).toBe(201);
    const owner = shop.accounts.client(accessToken);
    const unlinked = await owner.send('DELETE', '/v1/me/identities/google', { currentPassword: passphrase });
    expect(unlinked.status).toBe(204);
    expect(await exchange(codes[1])).toMatchObject({
      status: 400,
      body: { code: 'auth.sign-in-code-invalid' },
    });
  });
});
