import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { GoogleAccount } from '../../tools/google-stand-in/accounts.js';
import { startGoogle, type Google } from '../../tools/google-stand-in/start-google.js';
import { BrowserJar } from '../support/browser-jar.js';
import { HttpClient } from '../support/http.js';
import { Phone } from '../support/phone.js';
import { expectRefusal } from '../support/refusal.js';
import { Shop } from '../support/shop.js';
import type { Shopper } from '../support/shopper.js';

interface Session {
  accessToken: string;
}

const returnTo = 'https://app.shop.example/signed-in';
const password = 'a long enough passphrase';
let shop: Shop;
let google: Google;

beforeAll(async () => {
  google = await startGoogle();
  shop = await Shop.open({
    // The browser begins at one process and comes back to another.
    apis: 2,
    variables: {
      GOOGLE_CLIENT_ID: 'the-shop',
      GOOGLE_CLIENT_SECRET: 'a secret of the shop',
      GOOGLE_BASE_URL: google.url,
      SIGN_IN_RETURN_URLS: returnTo,
    },
  });
});

afterAll(() => Promise.all([shop.close(), google.close()]));

/** Opens an address of the shop in a browser. @returns where it is sent to */
async function opens(url: URL, browser: BrowserJar): Promise<URL> {
  const { headers, status } = await fetch(url, { redirect: 'manual', headers: { cookie: browser.header } });
  browser.take(headers);
  const location = headers.get('location');
  if (location === null) throw new Error(`${url.pathname} leads nowhere: ${String(status)}.`);
  return new URL(location);
}

/** To Google and back, by way of both processes. */
async function goesToGoogle(
  account: Partial<GoogleAccount> & { email: string },
  query: Record<string, string>,
  browser = new BrowserJar(),
): Promise<URL> {
  const start = new URL(
    `${shop.url}/v1/auth/google?${new URLSearchParams({ returnTo, ...query }).toString()}`,
  );
  const callback = await google.choose((await opens(start, browser)).href, account);
  callback.host = new URL(shop.urls[1]!).host;
  return opens(callback, browser);
}

/** As the shop's app does it: by a code that only the app can use. */
async function signsInByApp(shopper: Shopper, account: Partial<GoogleAccount> = {}): Promise<Session> {
  const codeVerifier = randomBytes(32).toString('base64url');
  const codeChallenge = createHash('sha256').update(codeVerifier).digest('base64url');
  const landing = await goesToGoogle(
    { email: shopper.email, name: shopper.name, ...account },
    { codeChallenge },
  );
  const code = landing.searchParams.get('code') ?? `none, but ${landing.search}`;
  const session = await shopper.client.post<Session>('/v1/auth/sessions/exchange', { code, codeVerifier });
  shopper.client.headers['authorization'] = `Bearer ${session.accessToken}`;
  return session;
}

describe('somebody who has never been here', () => {
  it('signs in with Google, buys, and finds the order again the next time', async () => {
    const nora = shop.shopper('Nora');
    const [lamp] = await shop.thingsInStock(1);
    await nora.puts(lamp!.variantId);
    await signsInByApp(nora);
    await nora.claimsGuestCart();
    const order = await nora.checksOut();
    await nora.paysBy(await nora.startsPayment(order));
    await nora.seesOrder(order.id, 'paid');
    await nora.receives(/order/i);
    await signsInByApp(nora);
    expect((await nora.history()).items.map(({ id }) => id)).toEqual([order.id]);
  });

  it('has an account without a password, which none opens', async () => {
    const nora = shop.shopper('Nora');
    await signsInByApp(nora);
    await expectRefusal(
      new HttpClient(shop.url),
      ['POST', '/v1/auth/sessions', { email: nora.email, password }],
      { status: 401, code: 'auth.wrong-credentials' },
    );
  });
});

describe('somebody who has an account', () => {
  it('comes into the same one with Google, is told so by mail, and keeps the password', async () => {
    const ada = await shop.shopper('Ada').joins();
    const [lamp] = await shop.thingsInStock(1);
    await ada.puts(lamp!.variantId);
    await signsInByApp(ada, { name: 'A. Byron' });
    expect((await ada.cart()).lines).toHaveLength(1);
    expect((await ada.receives(/you can sign in with .* now/i)).text).toMatch(/google/i);
    await ada.signsIn();
    expect(await ada.client.get('/v1/me')).toMatchObject({ name: 'Ada' });
  });

  it('unlinks it, and is told so too', async () => {
    const ada = await shop.shopper('Ada').joins();
    await signsInByApp(ada);
    await ada.client.ask('DELETE', '/v1/me/identities/google', { currentPassword: password });
    expect((await ada.receives(/sign-in with .* is off/i)).text).toMatch(/google/i);
    expect(await ada.client.get('/v1/me/identities')).toEqual({ items: [] });
  });

  it('still shows the code of the second factor, when coming by Google', async () => {
    const ada = await shop.shopper('Ada').joins();
    const { secret } = await ada.client.post<{ secret: string }>('/v1/me/second-factor', {
      currentPassword: password,
    });
    const phone = new Phone(secret);
    await ada.client.post('/v1/me/second-factor/confirmation', { code: phone.shows() });
    const browser = new BrowserJar();
    const landing = await goesToGoogle({ email: ada.email }, {}, browser);
    expect([landing.search, browser.named('access')]).toEqual(['', undefined]);
    const challenge = new URLSearchParams(landing.hash.slice(1)).get('challenge');
    const session = await new HttpClient(shop.url).post<Session>('/v1/auth/sessions/second-factor', {
      challenge,
      code: phone.shows('next'),
    });
    expect(session.accessToken).toBeDefined();
  });
});

describe('Mallory, who registers with the address of somebody else and waits', () => {
  it('has nothing from it once its owner comes by Google', async () => {
    const bea = shop.shopper('Bea');
    await bea.registers(); // it is Mallory who types, and knows the password
    await signsInByApp(bea, { name: 'Bea' });
    await expectRefusal(
      new HttpClient(shop.url),
      ['POST', '/v1/auth/sessions', { email: bea.email, password }],
      { status: 401, code: 'auth.wrong-credentials' },
    );
    expect(await bea.client.get('/v1/me')).toMatchObject({ name: 'Bea', emailVerified: true });
  });

  it('who makes a Google account with it that is not verified, gets nothing either', async () => {
    const ada = await shop.shopper('Ada').joins();
    const browser = new BrowserJar();
    const landing = await goesToGoogle({ email: ada.email, emailVerified: false }, {}, browser);
    expect(landing.href).toBe(`${returnTo}?error=auth.provider-email-unverified`);
    expect(browser.named('access')).toBeUndefined();
  });
});
