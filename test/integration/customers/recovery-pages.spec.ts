import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Accounts, passphrase } from './accounts.js';
import { other } from './recovering.js';

let accounts: Accounts;

beforeAll(async () => {
  accounts = await Accounts.open();
});

afterAll(() => accounts.close());

const open = (path: string): Promise<Response> => fetch(`${accounts.url}${path}`);

/** The form of a page as a browser without scripts would send it back. */
function formOf(html: string): { action: string; fields: Record<string, string> } {
  const action = /<form method="post" action="([^"]+)"/.exec(html)?.[1];
  if (action === undefined) throw new Error(`No form: ${html}`);
  const hidden = [...html.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)">/g)];
  const fields: Record<string, string> = {};
  for (const [, name = '', value = ''] of hidden) fields[name] = value;
  return { action, fields };
}

async function send(html: string, typed: Record<string, string> = {}): Promise<Response> {
  const { action, fields } = formOf(html);
  // Whoever opens the link may be signed in with a cookie that is stale, or somebody else's.
  const cookie = 'tradepost-access=stale; tradepost-device=odd';
  return accounts.form(action, { ...fields, ...typed }, { cookie });
}

describe('the pages for a new password', () => {
  it('lead from the address to the mail, and from the mail to the password', async () => {
    await accounts.member('visitor@example.test');
    const asking = await (await open('/v1/auth/password-resets')).text();
    const asked = await send(asking, { email: 'visitor@example.test' });
    expect(asked.status).toBe(200);
    expect(await asked.text()).toContain('If this address has an account');

    const token = await accounts.mailedToken('visitor@example.test');
    const link = `/v1/auth/password-resets?token=${token}`;
    for (const scanner of [await open(link), await open(link)]) expect(scanner.status).toBe(200);
    const form = await open(link);
    expect(form.headers.get('referrer-policy')).toBe('no-referrer');
    expect(form.headers.get('cache-control')).toBe('no-store');
    const html = await form.text();
    expect(html).not.toContain('<script');

    const weak = await send(html, { password: 'password1' });
    expect(weak.status).toBe(400);
    const again = await weak.text();
    expect(again).toContain('everybody tries first');
    expect(again).not.toContain('password1');
    const done = await send(again, { password: other });
    expect(done.status).toBe(200);
    expect(await done.text()).toContain('You have a new password');
    expect((await accounts.signIn('visitor@example.test', other)).status).toBe(201);

    const replay = await send(html, { password: 'third time is no charm' });
    expect(replay.status).toBe(400);
    expect(await replay.text()).toContain('Ask for another mail');
  });

  it('say the same to strangers, and what is wrong with what is no address', async () => {
    const asking = await (await open('/v1/auth/password-resets')).text();
    await accounts.member('somebody@example.test');
    const pages = [];
    for (const email of ['somebody@example.test', 'nobody@example.test'])
      pages.push(await (await send(asking, { email })).text());
    expect(pages[1]).toBe(pages[0]);
    const wrong = await send(asking, { email: 'no address' });
    expect(wrong.status).toBe(400);
    const html = await wrong.text();
    expect(html).toContain('This is not an e-mail address.');
    expect(html).toContain('<form');
  });
});

describe('the page for a new address', () => {
  it('changes it only when its button is pressed, and once', async () => {
    const { accessToken } = await accounts.member('moves@example.test');
    const client = accounts.client(accessToken);
    await client.post('/v1/me/email-changes', {
      currentPassword: passphrase,
      newEmail: 'moved@example.test',
    });
    const token = await accounts.mailedToken('moves@example.test');
    const page = await open(`/v1/auth/email-changes?token=${token}`);
    expect(page.headers.get('referrer-policy')).toBe('no-referrer');
    expect((await accounts.signIn('moves@example.test')).status).toBe(201);
    const html = await page.text();
    const stranger = await send(html, { currentPassword: 'what a stranger guesses' });
    expect([stranger.status, await stranger.text()]).toEqual([
      403,
      expect.stringContaining('password is wrong'),
    ]);
    const typed = { currentPassword: passphrase };
    expect(await (await send(html, typed)).text()).toContain('Your e-mail address is changed');
    expect((await accounts.signIn('moved@example.test')).status).toBe(201);
    const replay = await send(html, typed);
    expect(replay.status).toBe(400);
    expect(await replay.text()).toContain('it is changed already');
  });

  it('says so when somebody has the address meanwhile', async () => {
    const { accessToken } = await accounts.member('hesitates@example.test');
    await accounts
      .client(accessToken)
      .post('/v1/me/email-changes', { currentPassword: passphrase, newEmail: 'gone@example.test' });
    const token = await accounts.mailedToken('hesitates@example.test');
    await accounts.member('gone@example.test');
    const html = await (await open(`/v1/auth/email-changes?token=${token}`)).text();
    const answer = await send(html, { currentPassword: passphrase });
    expect(answer.status).toBe(409);
    const said = await answer.text();
    expect(said).toContain('another account has been made');
    expect(said).not.toContain('changed already');
  });
});

describe('a link that somebody has changed', () => {
  const nasty = encodeURIComponent('"><script>alert(1)</script>');

  it.each([
    `/v1/auth/password-resets?token=${nasty}`,
    '/v1/auth/password-resets?token=',
    '/v1/auth/password-resets?token=a&token=b',
    `/v1/auth/email-changes?token=${nasty}`,
    '/v1/auth/email-changes',
    '/v1/auth/email-changes?token[x]=y',
  ])('opens nothing, and is not repeated: %s', async (path) => {
    const answer = await open(path);
    expect(answer.status).toBe(400);
    const html = await answer.text();
    expect(html).toContain('The link is not complete');
    expect(html).not.toContain('<script');
  });

  it('is refused by its form, too', async () => {
    for (const path of ['password-resets/confirmation/form', 'email-changes/confirmation/form']) {
      const answer = await accounts.form(`/v1/auth/${path}`, { token: '"><script>', password: other });
      expect(answer.status).toBe(400);
      expect(await answer.text()).not.toContain('<script');
    }
  });
});
