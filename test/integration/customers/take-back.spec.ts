import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { HttpClient } from '../../support/http.js';
import { passphrase } from './accounts.js';
import { AccountsWithGoogle } from './google-visitor.js';
import { Recovery } from './recovering.js';

/** Whoever chooses a new password by mail takes an account back from whoever knew the old one. */
let shop: AccountsWithGoogle;
let recovery: Recovery;

beforeAll(async () => {
  shop = await AccountsWithGoogle.open();
  recovery = new Recovery(shop.accounts);
});
afterAll(() => shop.close());

async function links(client: HttpClient, googleAddress: string): Promise<void> {
  const { body, headers } = await client.send<{ url: string }>('POST', '/v1/me/identities/google', {
    currentPassword: passphrase,
    returnTo: '/account',
  });
  const browser = shop.visitor();
  browser.jar.take(headers);
  await browser.comesBack(await browser.chooses({ email: googleAddress }, new URL(body.url)));
}

describe('a new password by mail', () => {
  it('keeps out who has linked a Google account of their own with the stolen password', async () => {
    const { accessToken } = await shop.accounts.member('ada@example.test');
    await links(shop.accounts.client(accessToken), 'mallory@evil.test');
    const mallory = shop.visitor();
    await mallory.signsInAs({ email: 'mallory@evil.test' });
    expect(await mallory.email()).toBe('ada@example.test');
    expect((await recovery.chooses(await recovery.token('ada@example.test'))).status).toBe(204);
    const again = shop.visitor();
    await again.signsInAs({ email: 'mallory@evil.test' });
    expect(await again.email()).not.toBe('ada@example.test');
  });

  it('leaves the owner the sign-in at Google that has the same address', async () => {
    const { accessToken } = await shop.accounts.member('cleo@example.test');
    await links(shop.accounts.client(accessToken), 'cleo@example.test');
    await recovery.chooses(await recovery.token('cleo@example.test'));
    const owner = shop.visitor();
    await owner.signsInAs({ email: 'cleo@example.test' });
    expect(await owner.email()).toBe('cleo@example.test');
  });
});
