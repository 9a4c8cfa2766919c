import { Writable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startGoogle, type Google } from '../../../tools/google-stand-in/start-google.js';
import { BrowserJar } from '../../support/browser-jar.js';
import { HttpClient } from '../../support/http.js';
import { Phone } from '../../support/phone.js';
import { Shop } from '../../support/shop.js';
import type { Shopper } from '../../support/shopper.js';

const returnTo = 'https://app.shop.example/signed-in';
const passwords = {
  wrong: 'wrongly remembered lanterns',
  first: 'a long enough passphrase',
  next: 'seven violet umbrellas drifting',
};
/** What must stand in no log, by what it is. */
const secrets = new Map<string, string>(Object.entries(passwords));
let shop: Shop;
let google: Google;
let logged = '';

const sink = new Writable({
  write(chunk: Buffer, _encoding, done) {
    logged += chunk.toString();
    done();
  },
});

beforeAll(async () => {
  google = await startGoogle();
  shop = await Shop.open({
    log: sink,
    variables: {
      ...{ LOG_LEVEL: 'debug', GOOGLE_CLIENT_ID: 'the-shop', GOOGLE_BASE_URL: google.url },
      ...{ GOOGLE_CLIENT_SECRET: 'a secret of the shop', SIGN_IN_RETURN_URLS: returnTo },
    },
  });
  for (const [name, value] of Object.entries({
    ...{ encryption: shop.config.auth.encryptionSecrets[0]!, signing: shop.config.auth.signingSecret },
    ...{ stripe: shop.config.stripe.secretKey, webhooks: shop.config.stripe.webhookSecrets[0]! },
    google: 'a secret of the shop',
  }))
    secrets.set(`the shop's secret for ${name}`, value);
  await signsInInEveryWay();
  await buys();
  await comesFromGoogle();
  await attacks();
  await new Promise((resolve) => setTimeout(resolve, 1_500)); // the worker's turn
}, 120_000);

afterAll(() => Promise.all([shop.close(), google.close()]));

/** Remembers every text of an answer that is long enough to be a secret or an address of its own. */
function remember(where: string, answer: object, fields: readonly string[]): void {
  for (const field of fields) {
    const value = (answer as Record<string, unknown>)[field];
    if (typeof value !== 'string') throw new Error(`${where} has no ${field}: ${JSON.stringify(answer)}`);
    secrets.set(`${field} of ${where}`, value);
  }
}

async function mailedToken(person: Shopper, subject: RegExp): Promise<string> {
  const { text } = await person.receives(subject);
  const token = /[?&]token=([\w.-]+)/.exec(text)?.[1];
  if (token === undefined) throw new Error(`No link in the mail: ${text}`);
  return token;
}

async function signsInInEveryWay(): Promise<void> {
  const ada = shop.shopper('Ada');
  const { client, email } = ada;
  secrets.set('address', email);
  await ada.registers();
  secrets.set('mailed link', await mailedToken(ada, /verif|confirm your/i));
  await client.send('POST', '/v1/auth/sessions', { email, password: passwords.wrong });
  await ada.verifiesByMail();
  await client.send('POST', '/v1/auth/sessions', { email, password: passwords.wrong });
  await client.send('POST', '/v1/auth/password-resets', { email });
  const token = await mailedToken(ada, /password/i);
  secrets.set('reset link', token);
  await client.post('/v1/auth/password-resets/confirmation', { token, password: passwords.next });
  const session = await client.post<{ accessToken: string; refreshToken: string }>('/v1/auth/sessions', {
    ...{ email, password: passwords.next },
  });
  remember('a session', session, ['accessToken', 'refreshToken']);
  const other = await client.post<object>('/v1/auth/sessions/refresh', {
    refreshToken: session.refreshToken,
  });
  remember('a refresh', other, ['accessToken', 'refreshToken']);
  client.headers['authorization'] = `Bearer ${(other as typeof session).accessToken}`;
  await secondFactor(client, email);
}

async function secondFactor(client: HttpClient, email: string): Promise<void> {
  const begun = await client.post<{ secret: string }>('/v1/me/second-factor', {
    currentPassword: passwords.next,
  });
  remember('the second factor', begun, ['secret']);
  const phone = new Phone(begun.secret);
  const { recoveryCodes } = await client.post<{ recoveryCodes: string[] }>(
    '/v1/me/second-factor/confirmation',
    { code: phone.shows() },
  );
  secrets.set('a recovery code', recoveryCodes[0]!);
  const stranger = new HttpClient(shop.url);
  const asked = await stranger.post<{ challenge: string }>('/v1/auth/sessions', {
    ...{ email, password: passwords.next },
  });
  remember('a sign-in', asked, ['challenge']);
  const { challenge } = asked;
  await stranger.send('POST', '/v1/auth/sessions/second-factor', { challenge, code: phone.guess() });
  await stranger.post('/v1/auth/sessions/second-factor', { challenge, code: recoveryCodes[0] });
}

async function buys(): Promise<void> {
  const guest = shop.shopper('Grace');
  secrets.set("a guest's address", guest.email);
  const [thing] = await shop.thingsInStock(1);
  await guest.puts(thing!.variantId);
  const order = await guest.checksOut();
  secrets.set('cart token', guest.client.headers['cart-token']!);
  secrets.set('order token', guest.client.headers['order-token']!);
  secrets.set('street', '12 Elm Street');
  const payment = await guest.startsPayment(order);
  remember('a payment', payment, ['clientSecret']);
  await guest.paysBy(payment, 'pm_card_chargeDeclined').catch(() => undefined);
  await guest.paysBy(payment);
  await guest.seesOrder(order.id, 'paid');
  await guest.receives(/order/i);
}

async function comesFromGoogle(): Promise<void> {
  const browser = new BrowserJar();
  const email = 'linus.from.google@example.test';
  secrets.set("Google's address", email);
  const opens = async (url: URL): Promise<URL> => {
    const { headers } = await fetch(url, { redirect: 'manual', headers: { cookie: browser.header } });
    browser.take(headers);
    return new URL(headers.get('location')!);
  };
  const begin = new URL(`${shop.url}/v1/auth/google?returnTo=${encodeURIComponent(returnTo)}`);
  const callback = await google.choose((await opens(begin)).href, { email });
  secrets.set("Google's code", callback.searchParams.get('code')!);
  secrets.set("Google's state", callback.searchParams.get('state')!);
  await opens(callback);
  secrets.set('the cookie', browser.named('access')!);
}

const forgedLine = '{"level":30,"msg":"forged by mallory"}';

/** Texts that would be lines of their own in a log that does not encode them, and secrets where none belong. */
async function attacks(): Promise<void> {
  const mallory = new HttpClient(shop.url);
  const odd = `mallory@example.test\r\n${forgedLine}\r\n`;
  await mallory.send('POST', '/v1/auth/sessions', { email: odd, password: odd });
  await mallory.send('POST', '/v1/auth/registrations', { email: odd, password: odd, name: odd });
  await mallory.send('GET', `/v1/products/${encodeURIComponent(odd)}?q=${encodeURIComponent(odd)}`);
  await mallory.send('GET', '/v1/me', undefined, {
    'user-agent': `Mozilla \u0085 ${forgedLine}`,
    authorization: 'Bearer forged.token.of-mallory',
    'x-request-id': forgedLine,
  });
  await mallory.send('GET', `/v1/auth/google/callback?error=${encodeURIComponent(odd)}&state=x`);
  secrets.set('a forged token', 'forged.token.of-mallory');
}

describe('the log at its most talkative', () => {
  it('says something', () => {
    expect(logged.split('\n').length).toBeGreaterThan(20);
    expect(secrets.size).toBeGreaterThan(20);
  });

  it('holds no password, token, code, secret of the shop, address or street', () => {
    const told = [...secrets].filter(([, value]) => logged.includes(value)).map(([name]) => name);
    expect(told).toEqual([]);
  });

  it('is lines of JSON, none of which somebody outside has written', () => {
    const lines = logged.trimEnd().split('\n');
    for (const line of lines) expect(JSON.parse(line)).toMatchObject({ service: 'test' });
    expect(lines).not.toContain(forgedLine);
  });
});

describe('the audit log', () => {
  it('holds what was refused and what was done to accounts, without the secrets', async () => {
    const rows = await shop.database.query<{ action: string }>('SELECT * FROM audit_log');
    const actions = rows.map(({ action }) => action).join(' ');
    for (const part of ['sign-in-failed', 'second-factor', 'password']) expect(actions).toContain(part);
    const text = JSON.stringify(rows);
    const kept = [...secrets].filter(([, value]) => text.includes(value)).map(([name]) => name);
    expect(kept).toEqual([]);
  });
});
