import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Accounts, passphrase, type Tokens } from './accounts.js';

let shop: Accounts;
let ada: Tokens;

beforeAll(async () => {
  shop = await Accounts.open();
  ada = await shop.member('ada@example.test');
});
afterAll(() => shop.close());

describe('a shop without GOOGLE_CLIENT_ID', () => {
  it('offers no provider', async () => {
    expect((await shop.send('GET', '/v1/auth/providers')).body).toEqual({ items: [] });
  });

  it.each(['google', 'google/callback?code=a&state=b', 'github', 'constructor'])(
    'has no /v1/auth/%s',
    async (path) => {
      const { status, body } = await shop.send('GET', `/v1/auth/${path}`);
      expect([status, body.code]).toEqual([404, 'auth.provider-not-offered']);
    },
  );

  it('links none', async () => {
    const client = shop.client(ada.accessToken);
    const { status } = await client.send('POST', '/v1/me/identities/google', { currentPassword: passphrase });
    expect(status).toBe(404);
    expect((await client.send('GET', '/v1/me/identities')).body).toEqual({ items: [] });
  });
});
