import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Message } from '../../tools/mailbox/message.js';
import { eventually } from '../support/eventually.js';
import { HttpClient, Refused } from '../support/http.js';
import { Shop } from '../support/shop.js';
import type { Shopper } from '../support/shopper.js';

const firstPassword = 'a long enough passphrase';
const newPassword = 'lanterns above the quiet mill';

let shop: Shop;

beforeAll(async () => {
  shop = await Shop.open({ apis: 2 });
});

afterAll(() => shop.close());

/** A browser or telephone on which somebody signs in. */
async function device(email: string, password: string, url = shop.url): Promise<HttpClient> {
  const client = new HttpClient(url);
  const { accessToken } = await client.post<{ accessToken: string }>('/v1/auth/sessions', {
    email,
    password,
  });
  client.headers['authorization'] = `Bearer ${accessToken}`;
  return client;
}

function mailTo(email: string, subject: RegExp): Promise<Message> {
  return shop.mailbox.waitFor((mail) => mail.to.includes(email) && subject.test(mail.subject), 15_000);
}

/** Opens the link of a mail and presses the button of the page, in a browser that nobody has signed in with. */
async function follows(mail: Message, typed: Record<string, string> = {}): Promise<string> {
  const link = mail.links.find((each) => each.includes('token='));
  if (link === undefined) throw new Error(`No link in the mail: ${mail.text}`);
  const opened = await fetch(link);
  // Else a browser would not let the form go.
  expect(opened.headers.get('content-security-policy')).toContain("form-action 'self'");
  const page = await opened.text();
  const action = /action="([^"]+)"/.exec(page)?.[1] ?? '';
  const token = /name="token" value="([^"]+)"/.exec(page)?.[1] ?? '';
  const body = new URLSearchParams({ token, ...typed });
  return (await fetch(new URL(action, link), { method: 'POST', body })).text();
}

const isSignedIn = async (client: HttpClient): Promise<boolean> =>
  (await client.send('GET', '/v1/me')).status === 200;

describe('Maria has forgotten her password', () => {
  let maria: Shopper;

  it('so she asks for a mail, opens its link and chooses another one', async () => {
    maria = await shop.shopper('Maria').joins();
    await new HttpClient(shop.url).post('/v1/auth/password-resets', { email: maria.email.toUpperCase() });
    const mail = await mailTo(maria.email, /choose a new password/i);
    expect(await follows(mail, { password: newPassword })).toContain('You have a new password');
    expect(await isSignedIn(await device(maria.email, newPassword))).toBe(true);
    await expect(device(maria.email, firstPassword)).rejects.toThrow(Refused);
  });

  it('and where she was signed in before, she is not any more', async () => {
    await eventually(async () => {
      expect(await isSignedIn(maria.client)).toBe(false);
    });
  });

  it('and a mail tells her, in case that it was somebody else', async () => {
    const mail = await mailTo(maria.email, /your password was changed/i);
    expect(mail.text).toMatch(/When: \w+day, .+ UTC/);
    expect(mail.links.some((link) => link.endsWith('/v1/auth/password-resets'))).toBe(true);
  });

  it('and the link in the old mail is worth nothing to who finds it', async () => {
    const mail = await mailTo(maria.email, /choose a new password/i);
    expect(await follows(mail, { password: 'found in a waste bin' })).toContain('does not work any more');
  });
});

describe('Eve has registered with the address of Bob, who has never been here', () => {
  it('and when he comes, he asks for a new password, and she is out', async () => {
    const bob = shop.shopper('Bob');
    await bob.registers(); // Eve does, with a password of hers
    await new HttpClient(shop.url).post('/v1/auth/password-resets', { email: bob.email });
    await follows(await mailTo(bob.email, /choose a new password/i), { password: newPassword });
    expect(await isSignedIn(await device(bob.email, newPassword))).toBe(true);
    await expect(device(bob.email, firstPassword)).rejects.toThrow(Refused);
    const planted = await follows(await mailTo(bob.email, /confirm your e-mail/i));
    expect(planted).toContain('does not work any more');
  });
});

describe('Nora moves to another mail box', () => {
  let nora: Shopper;
  const newEmail = 'nora.moved@example.test';

  it('so she gives the new address, and nothing changes before she has opened the mail there', async () => {
    nora = await shop.shopper('Nora').joins();
    await nora.client.post('/v1/me/email-changes', { currentPassword: firstPassword, newEmail });
    const warning = await mailTo(nora.email, /is about to change/);
    expect(warning.text).toContain('n***@example.test');
    expect(warning.links.some((link) => link.includes('token='))).toBe(false);
    expect(await isSignedIn(nora.client)).toBe(true);
    expect((await device(nora.email, firstPassword)).headers).toHaveProperty('authorization');
  });

  it('and afterwards both mail boxes hear of it, and she signs in with the new one', async () => {
    const page = await follows(await mailTo(newEmail, /confirm your new e-mail/i), {
      currentPassword: firstPassword,
    });
    expect(page).toContain('Your e-mail address is changed');
    await mailTo(nora.email, /was changed/);
    await mailTo(newEmail, /was changed/);
    await expect(device(nora.email, firstPassword)).rejects.toThrow(Refused);
    const client = await device(newEmail, firstPassword);
    expect(await client.get('/v1/me')).toMatchObject({ email: newEmail, name: 'Nora' });
  });
});

describe('Eve sits at the open browser of Otto', () => {
  let otto: Shopper;

  it('and can change neither his password nor his address, since she does not know the password', async () => {
    otto = await shop.shopper('Otto').joins();
    const guesses = [
      () => otto.client.send('PUT', '/v1/me/password', { newPassword }),
      () => otto.client.send('PUT', '/v1/me/password', { currentPassword: 'otto otto otto', newPassword }),
      () => otto.client.send('POST', '/v1/me/email-changes', { newEmail: 'eve@example.test' }),
    ];
    for (const guess of guesses) expect((await guess()).status).toBe(403);
    expect(await shop.mailbox.messages({ to: 'eve@' })).toEqual([]);
  });

  it('but even if she knew it, the warning comes in time: his new password voids her link and throws her out', async () => {
    const eve = await device(otto.email, firstPassword, shop.urls[1]);
    await eve.post('/v1/me/email-changes', { currentPassword: firstPassword, newEmail: 'eve@example.test' });
    await mailTo(otto.email, /is about to change/);
    await otto.client.ask('PUT', '/v1/me/password', { currentPassword: firstPassword, newPassword });
    await eventually(async () => {
      expect(await isSignedIn(eve)).toBe(false);
    });
    expect(await isSignedIn(otto.client)).toBe(true);
    expect(await follows(await mailTo('eve@example.test', /confirm your new e-mail/i))).toContain(
      'Your e-mail address is not changed',
    );
    expect(await isSignedIn(await device(otto.email, newPassword))).toBe(true);
  });
});
