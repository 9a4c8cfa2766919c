import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer, Problem } from '../../support/http.js';
import { Accounts, passphrase } from './accounts.js';
import { audited, buyer, colleague, idOf, notices, signedIn, type Colleague } from './office.js';

let accounts: Accounts;
let grace: Colleague;

beforeAll(async () => {
  accounts = await Accounts.open();
  grace = await colleague(accounts);
});

afterAll(() => accounts.close());

describe('an invitation', () => {
  const invite = (
    email: string,
    fields: Record<string, unknown> = {},
  ): Promise<Answer<Problem & { id: string; status: string }>> =>
    grace.client.send('POST', '/v1/admin/staff/invitations', {
      email,
      name: 'Linus Pauling',
      role: 'support',
      currentPassword: passphrase,
      ...fields,
    });
  const accept = (token: string, password?: string): Promise<Answer<Problem & { accessToken: string }>> =>
    accounts.send('POST', '/v1/auth/staff-invitations/acceptance', { token, password });
  const statusOf = async (id: string): Promise<string> => {
    const { items } = await grace.client.get<{ items: { id: string; status: string }[] }>(
      '/v1/admin/staff/invitations?limit=100',
    );
    return items.find((each) => each.id === id)!.status;
  };

  it('makes a verified account with the role, and signs in', async () => {
    const { status, body } = await invite('Linus@shop.test');
    expect([status, body.status]).toEqual([201, 'pending']);
    const token = await accounts.mailedToken('Linus@shop.test');
    const stored = await accounts.database.query('SELECT * FROM staff_invitations');
    expect(JSON.stringify(stored)).not.toContain(token);
    const answer = await accept(token, passphrase);
    expect(answer.status).toBe(201);
    expect(await accounts.client(answer.body.accessToken).get('/v1/me')).toMatchObject({
      email: 'Linus@shop.test',
      name: 'Linus Pauling',
      role: 'support',
      emailVerified: true,
    });
    expect(await statusOf(body.id)).toBe('accepted');
    const id = await idOf(accounts, 'Linus@shop.test');
    expect(await audited(accounts, 'customers.accept-invitation')).toContainEqual({
      actor: id,
      subject: id,
      before: null,
      after: { role: 'support', invitation: body.id, invitedBy: grace.id },
    });
    expect(await audited(accounts, 'customers.invite-staff')).toContainEqual({
      actor: grace.id,
      subject: body.id,
      before: null,
      after: { role: 'support' }, // no address: the log is kept for good
    });
  });

  it('works once, even for two at the same moment', async () => {
    await invite('once@shop.test');
    const token = await accounts.mailedToken('once@shop.test');
    const answers = await Promise.all([accept(token, passphrase), accept(token, passphrase)]);
    expect(answers.map(({ status }) => status).filter((status) => status === 201)).toHaveLength(1);
    expect((await accept(token, passphrase)).body.code).toBe('auth.invitation-invalid');
  });

  it('needs a password that is good enough, and is not used up by a bad one', async () => {
    await invite('weak@shop.test');
    const token = await accounts.mailedToken('weak@shop.test');
    expect((await accept(token)).status).toBe(400);
    expect((await accept(token, 'password')).body.code).toBe('customers.weak-password');
    expect((await accept(token, passphrase)).status).toBe(201);
  });

  it('raises the account of this very address, for one who knows its password', async () => {
    const customer = await buyer(accounts, 'raised@example.test');
    await invite('raised@example.test', { role: 'catalogue' });
    const token = await accounts.mailedToken('raised@example.test');
    expect((await accept(token, 'another passphrase of mine')).body.code).toBe('auth.wrong-password');
    expect((await accept(token, passphrase)).status).toBe(201);
    expect((await accounts.refresh(customer.refreshToken)).status).toBe(401);
    const { client } = await signedIn(accounts, 'raised@example.test');
    expect(await client.get('/v1/me')).toMatchObject({
      id: customer.id,
      role: 'catalogue',
      name: 'Maria Merian',
    });
    expect(await notices(accounts, 'raised@example.test')).toContain('role-changed');
  });

  it('drops the password that somebody planted with an address that was not theirs', async () => {
    await accounts.register('planted@example.test', { password: 'the password of a thief' });
    await invite('planted@example.test');
    expect((await accept(await accounts.mailedToken('planted@example.test'), passphrase)).status).toBe(201);
    expect((await accounts.signIn('planted@example.test', 'the password of a thief')).status).toBe(401);
    expect((await accounts.signIn('planted@example.test')).status).toBe(201);
  });

  it('leaves nothing of what somebody has put there who waited for the owner to come', async () => {
    const open = await Accounts.open({ ACCOUNT_VERIFICATION: 'optional' });
    try {
      const owner = await colleague(open);
      const { body: thief } = await open.register('owner-to-be@example.test', {
        password: 'the password of a thief',
        name: 'A Thief',
      });
      const { accessToken } = thief as unknown as { accessToken: string };
      const change = { newEmail: 'thief@example.test', currentPassword: 'the password of a thief' };
      expect((await open.client(accessToken).send('POST', '/v1/me/email-changes', change)).status).toBe(202);
      const [changing] = await open.database.query<{ payload: string }>(
        "SELECT payload FROM outbox WHERE type = 'customers.email-change-requested'",
      );
      await owner.client.post('/v1/admin/staff/invitations', {
        email: 'owner-to-be@example.test',
        name: 'Linus Pauling',
        role: 'owner',
        currentPassword: passphrase,
      });
      const token = await open.mailedToken('owner-to-be@example.test');
      const answer = await open.send<{ accessToken: string }>(
        'POST',
        '/v1/auth/staff-invitations/acceptance',
        { token, password: passphrase },
      );
      expect(await open.client(answer.body.accessToken).get('/v1/me')).toMatchObject({
        name: 'Linus Pauling',
        role: 'owner',
        emailVerified: true,
      });
      const planted = (JSON.parse(changing!.payload) as { token: string }).token;
      const stolen = await open.send('POST', '/v1/auth/email-changes/confirmation', { token: planted });
      expect(stolen.status).toBe(400);
      expect((await open.client(accessToken).send('GET', '/v1/me')).status).toBe(401);
    } finally {
      await open.close();
    }
  });

  it('is void after a later one, sent again or made anew', async () => {
    const { body } = await invite('later@shop.test');
    const first = await accounts.mailedToken('later@shop.test');
    expect((await grace.client.send('POST', `/v1/admin/staff/invitations/${body.id}/resending`)).status).toBe(
      200,
    );
    const second = await accounts.mailedToken('later@shop.test');
    expect((await accept(first, passphrase)).status).toBe(400);
    await invite('LATER@shop.test', { role: 'manager' });
    expect((await accept(second, passphrase)).status).toBe(400);
    expect(await statusOf(body.id)).toBe('revoked');
    expect((await accept(await accounts.mailedToken('LATER@shop.test'), passphrase)).status).toBe(201);
  });

  it('is void when it is taken back, or has run out, until it is sent again', async () => {
    const { body: taken } = await invite('taken@shop.test');
    expect((await grace.client.send('DELETE', `/v1/admin/staff/invitations/${taken.id}`)).status).toBe(204);
    expect((await accept(await accounts.mailedToken('taken@shop.test'), passphrase)).status).toBe(400);
    expect((await grace.client.send('DELETE', `/v1/admin/staff/invitations/${taken.id}`)).status).toBe(404);
    expect(
      (await grace.client.send('POST', `/v1/admin/staff/invitations/${taken.id}/resending`)).status,
    ).toBe(404);
    const { body } = await invite('slow@shop.test');
    await accounts.database.query(
      "UPDATE staff_invitations SET expires_at = UTC_TIMESTAMP(3) WHERE email = 'slow@shop.test'",
    );
    expect((await accept(await accounts.mailedToken('slow@shop.test'), passphrase)).status).toBe(400);
    expect(await statusOf(body.id)).toBe('expired');
    await grace.client.send('POST', `/v1/admin/staff/invitations/${body.id}/resending`);
    expect((await accept(await accounts.mailedToken('slow@shop.test'), passphrase)).status).toBe(201);
  });

  it('ends with the power of whoever made it', async () => {
    const gone = await colleague(accounts);
    await gone.client.send('POST', '/v1/admin/staff/invitations', {
      email: 'friend@shop.test',
      name: 'A friend',
      role: 'owner',
      currentPassword: passphrase,
    });
    await grace.client.send('DELETE', `/v1/admin/staff/${gone.id}`, { currentPassword: passphrase });
    expect((await accept(await accounts.mailedToken('friend@shop.test'), passphrase)).status).toBe(400);
  });

  it('is refused to a disabled account, and to staff', async () => {
    const customer = await buyer(accounts, 'shut@example.test');
    await invite('shut@example.test');
    await grace.client.post(`/v1/admin/customers/${customer.id}/disabling`, { reason: 'x' });
    const token = await accounts.mailedToken('shut@example.test');
    expect((await accept(token, 'a guess at random')).body.code).toBe('auth.wrong-password');
    expect((await accept(token, passphrase)).body.code).toBe('auth.account-disabled');
    const member = await colleague(accounts, 'support');
    expect((await invite(member.email)).body.code).toBe('customers.already-staff');
  });

  it.each([
    [{ email: 'no address' }, 'customers.invalid-email'],
    [{ name: 'Look at http://evil.test' }, 'customers.invalid-profile'],
    [{ name: 'x\r\nBcc: all@example.test' }, 'customers.invalid-profile'],
    [{ role: 'customer' }, 'validation.failed'],
    [{ role: 'root' }, 'validation.failed'],
    [{ permissions: ['*'] }, 'validation.failed'],
    [{ currentPassword: undefined }, 'auth.password-needed'],
    [{ currentPassword: 'a guess at random' }, 'auth.wrong-password'],
  ])('with %j is refused as %s', async (fields, code) => {
    expect((await invite('refused@shop.test', fields)).body.code).toBe(code);
  });

  it.each(['', 'x', 'A'.repeat(43), "' OR 1=1 -- "])('of the token %j is unknown', async (token) => {
    expect((await accept(token, passphrase)).body.code).toBe('auth.invitation-invalid');
  });

  it('opens as a page that changes nothing until somebody presses the button', async () => {
    const { body } = await invite('page@shop.test');
    const token = await accounts.mailedToken('page@shop.test');
    const page = await fetch(`${accounts.url}/v1/auth/staff-invitations?token=${token}`);
    const html = await page.text();
    expect(page.status).toBe(200);
    expect(page.headers.get('referrer-policy')).toBe('no-referrer');
    expect(html).toContain('Choose a password');
    expect(html).not.toContain('<script');
    expect(await statusOf(body.id)).toBe('pending');
    const path = '/v1/auth/staff-invitations/confirmation';
    const weak = await accounts.form(path, { token, password: 'password' });
    expect(weak.status).toBe(400);
    expect(await weak.text()).toContain('one that everybody tries first');
    const joined = await accounts.form(path, { token, password: passphrase });
    expect(await joined.text()).toContain('Welcome to the staff');
    expect(joined.headers.get('set-cookie')).toBeNull();
    expect((await accounts.form(path, { token, password: passphrase })).status).toBe(400);
    expect((await fetch(`${accounts.url}/v1/auth/staff-invitations?token=${token}`)).status).toBe(400);
    expect((await accounts.signIn('page@shop.test')).status).toBe(201);
  });

  it('asks on its page for the password of an account that there is', async () => {
    await buyer(accounts, 'known@example.test');
    await invite('known@example.test');
    const token = await accounts.mailedToken('known@example.test');
    const page = await fetch(`${accounts.url}/v1/auth/staff-invitations?token=${token}`);
    expect(await page.text()).toContain('The password of your account');
  });
});
