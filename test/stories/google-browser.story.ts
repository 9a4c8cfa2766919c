import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { startGoogle, type Google } from '../../tools/google-stand-in/start-google.js';
import { chromiumPath, openBrowser } from '../support/browser.js';
import { Shop } from '../support/shop.js';

if (chromiumPath === undefined)
  process.stderr.write(
    'No Chromium here (CHROMIUM_PATH, /usr/bin/chromium): the browser stories are skipped.\n',
  );

let shop: Shop;
let google: Google;
let browser: Browser;
let context: BrowserContext;
let page: Page;

const inBrowser = chromiumPath === undefined ? describe.skip : describe;
const me =
  "fetch('/v1/me').then(async (answer) => ({ status: answer.status, email: (await answer.json()).email }))";

/** Something of the shop's that runs scripts. */
const returnTo = '/docs';

inBrowser('signing in with Google in a browser', () => {
  beforeAll(async () => {
    google = await startGoogle();
    shop = await Shop.open({
      workers: 0,
      variables: {
        GOOGLE_CLIENT_ID: 'the-shop',
        GOOGLE_CLIENT_SECRET: 'a secret of the shop',
        GOOGLE_BASE_URL: google.url,
      },
    });
    browser = await openBrowser();
  });

  afterAll(async () => {
    await browser.close();
    await Promise.all([shop.close(), google.close()]);
  });

  beforeEach(async () => {
    context = await browser.newContext();
    page = await context.newPage();
  });

  const begin = (query = `?returnTo=${returnTo}`): Promise<unknown> =>
    page.goto(`${shop.url}/v1/auth/google${query}`);
  const choose = (name: RegExp): Promise<void> => page.getByRole('button', { name }).click();

  it('leads to Google, to a choice, and back, signed in by a cookie that no script can read', async () => {
    await begin();
    expect(new URL(page.url()).origin).toBe(google.url);
    await choose(/Nora Newcomer/);
    await page.waitForURL(`${shop.url}/docs`);
    expect(await page.evaluate(me)).toEqual({ status: 200, email: 'nora.newcomer@example.test' });
    expect(await page.evaluate('document.cookie')).toBe('');
    expect((await context.cookies()).map(({ name }) => name)).not.toContain('tradepost-sign-in');
  });

  it('lets the page change things, once it has fetched its token against forgery', async () => {
    await begin();
    await choose(/Nora Newcomer/);
    await page.waitForURL(`${shop.url}/docs`);
    const rename = (token: string): string =>
      `fetch('/v1/me', { method: 'PATCH', headers: { 'content-type': 'application/json', ...${token} }, body: '{"name":"Nora N."}' }).then(({ status }) => status)`;
    expect(await page.evaluate(rename('{}'))).toBe(403);
    const token = await page.evaluate(
      "fetch('/v1/auth/sessions/refresh', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' }).then((answer) => answer.json()).then(({ csrfToken }) => csrfToken)",
    );
    expect(await page.evaluate(rename(JSON.stringify({ 'x-csrf-token': token })))).toBe(200);
  });

  it('takes any address, and ends on a page of ours where there is nothing to return to', async () => {
    await begin('');
    await page.getByLabel('Another address').fill('typed@example.test');
    await choose(/Next/);
    await page.getByRole('heading', { name: 'You are signed in' }).waitFor();
    await page.goto(`${shop.url}/docs`);
    expect(await page.evaluate(me)).toEqual({ status: 200, email: 'typed@example.test' });
  });

  it('leads back without a session if one says no', async () => {
    await begin();
    await choose(/Deny/);
    await page.waitForURL(`${shop.url}/docs?error=auth.provider-denied`);
    expect(await page.evaluate(me)).toMatchObject({ status: 401 });
  });

  it('leads back without a session if Google has not verified the address', async () => {
    await begin();
    await choose(/Una Unsure/);
    await page.waitForURL(`${shop.url}/docs?error=auth.provider-email-unverified`);
    expect(await page.evaluate(me)).toMatchObject({ status: 401 });
  });

  it('ends on a page that says so if the browser has lost its cookie, from where one can begin again', async () => {
    await begin();
    await context.clearCookies();
    await choose(/Nora Newcomer/);
    await page.getByText('This sign-in was not begun in this browser').waitFor();
    await page.getByRole('link', { name: 'Begin again' }).click();
    await choose(/Nora Newcomer/);
    await page.getByRole('heading', { name: 'You are signed in' }).waitFor();
  });

  it('is done once: the way back in the history signs nobody in', async () => {
    await begin();
    const callback = page.waitForRequest(/\/v1\/auth\/google\/callback/);
    await choose(/Nora Newcomer/);
    await page.waitForURL(`${shop.url}/docs`);
    await context.clearCookies();
    const answer = await page.goto((await callback).url());
    expect(answer?.status()).toBe(400);
    await page.goto(`${shop.url}/docs`);
    expect(await page.evaluate(me)).toMatchObject({ status: 401 });
  });
});
