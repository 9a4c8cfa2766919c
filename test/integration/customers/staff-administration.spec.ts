import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer, Problem } from '../../support/http.js';
import { eventually } from '../../support/eventually.js';
import { Accounts, passphrase } from './accounts.js';
import { audited, buyer, colleague, notices, signedIn, type Colleague } from './office.js';

let accounts: Accounts;
let grace: Colleague;

beforeAll(async () => {
  accounts = await Accounts.open({}, 2);
  grace = await colleague(accounts);
});

afterAll(() => accounts.close());

const changeRole = (
  owner: Colleague,
  who: Pick<Colleague, 'id'>,
  role: string,
  url?: string,
): Promise<Answer<Problem & { role: string }>> =>
  accounts
    .client(owner.client.headers['authorization']!.slice(7), url)
    .send('PATCH', `/v1/admin/staff/${who.id}`, { role, currentPassword: passphrase });
const dismiss = (owner: Colleague, who: Pick<Colleague, 'id'>): Promise<Answer<Problem>> =>
  owner.client.send('DELETE', `/v1/admin/staff/${who.id}`, { currentPassword: passphrase });
const owners = async (): Promise<number> => {
  const [row] = await accounts.database.query<{ total: number }>(
    "SELECT COUNT(*) AS total FROM customers WHERE role = 'owner' AND disabled_at IS NULL",
  );
  return row!.total;
};
/** Access and refresh of before, on every process. */
const isSignedOut = (who: Colleague): Promise<void> =>
  eventually(async () => {
    const token = who.client.headers['authorization']!.slice(7);
    for (const url of accounts.urls)
      expect((await accounts.client(token, url).send('GET', '/v1/me')).status).toBe(401);
    expect((await accounts.refresh(who.refreshToken)).status).toBe(401);
  }, 1_000);

describe('the list of the staff', () => {
  it('shows who may do what, customers left out, without a secret', async () => {
    const member = await colleague(accounts, 'support', 'Linus Pauling');
    await buyer(accounts, 'no-staff@example.test');
    const list = await grace.client.get<{ items: { id: string }[] }>('/v1/admin/staff?limit=100');
    const listed = list.items.find(({ id }) => id === member.id);
    expect(listed).toMatchObject({
      email: member.email,
      name: 'Linus Pauling',
      role: 'support',
      secondFactor: false,
      createdAt: expect.any(String),
      disabledAt: null,
    });
    expect(JSON.stringify(list)).not.toMatch(/no-staff|hash|argon/);
  });

  it.each([
    ['owner', 200],
    ['manager', 200],
    ['support', 403],
    ['catalogue', 403],
  ])('is answered to a %s with %i', async (role, status) => {
    const { client } = await colleague(accounts, role);
    expect((await client.send('GET', '/v1/admin/staff')).status).toBe(status);
    expect((await client.send('GET', '/v1/admin/staff/invitations')).status).toBe(status);
  });
});

describe('another role', () => {
  it('ends the sessions within a second, on every process, and is written down and told', async () => {
    const member = await colleague(accounts, 'support');
    const { status, body } = await changeRole(grace, member, 'manager');
    expect([status, body.role]).toEqual([200, 'manager']);
    await isSignedOut(member);
    const again = await signedIn(accounts, member.email);
    expect((await again.client.send('GET', '/v1/admin/staff')).status).toBe(200);
    expect(await audited(accounts, 'customers.change-role')).toContainEqual({
      actor: grace.id,
      subject: member.id,
      before: { role: 'support' },
      after: { role: 'manager' },
    });
    expect(await notices(accounts, member.email)).toContain('role-changed');
  });

  it('that is the same changes nothing', async () => {
    const member = await colleague(accounts, 'support');
    expect((await changeRole(grace, member, 'support')).status).toBe(200);
    expect((await member.client.send('GET', '/v1/me')).status).toBe(200);
    expect(await notices(accounts, member.email)).toEqual([]);
  });

  it('can be none: the account goes on as that of a customer', async () => {
    const member = await colleague(accounts, 'catalogue');
    expect((await dismiss(grace, member)).status).toBe(204);
    await isSignedOut(member);
    const { client } = await signedIn(accounts, member.email);
    expect(await client.get('/v1/me')).toMatchObject({ role: 'customer' });
    expect((await dismiss(grace, member)).status).toBe(404);
  });

  it('needs the password of the one who gives it', async () => {
    const member = await colleague(accounts, 'support');
    const path = `/v1/admin/staff/${member.id}`;
    const codes = [];
    for (const currentPassword of [undefined, 'a guess at random'])
      for (const [method, role] of [
        ['PATCH', 'owner'],
        ['DELETE', undefined],
      ] as const)
        codes.push((await grace.client.send<Problem>(method, path, { role, currentPassword })).body.code);
    expect(codes).toEqual([
      ...['auth.password-needed', 'auth.password-needed'],
      ...['auth.wrong-password', 'auth.wrong-password'],
    ]);
  });

  it('needs it when nothing at all is sent, too', async () => {
    const member = await colleague(accounts, 'support');
    const { status, body } = await grace.client.send<Problem>('DELETE', `/v1/admin/staff/${member.id}`);
    expect([status, body.code]).toEqual([403, 'auth.password-needed']);
  });

  it('is not for customers: they are invited', async () => {
    const customer = await buyer(accounts, 'wants-more@example.test');
    expect((await changeRole(grace, customer, 'owner')).status).toBe(404);
    expect(await customer.client.get('/v1/me')).toMatchObject({ role: 'customer' });
  });

  it('is nothing that one gives oneself', async () => {
    expect((await changeRole(grace, grace, 'manager')).body.code).toBe('customers.own-account');
    expect((await dismiss(grace, grace)).body.code).toBe('customers.own-account');
  });

  it.each(['manager', 'support', 'catalogue'])('is not for a %s to give', async (role) => {
    const member = await colleague(accounts, role);
    const victim = await colleague(accounts, 'support');
    expect((await changeRole(member, victim, 'owner')).status).toBe(403);
    expect((await changeRole(member, member, 'owner')).status).toBe(403);
    expect((await dismiss(member, victim)).status).toBe(403);
  });

  it.each(['customer', 'staff', 'admin', '', null, ['owner']])('is never %j', async (role) => {
    const member = await colleague(accounts, 'support');
    const answer = await grace.client.send('PATCH', `/v1/admin/staff/${member.id}`, {
      role,
      currentPassword: passphrase,
    });
    expect(answer.status).toBe(400);
  });
});

describe('two owners who demote each other at the same moment', () => {
  it('leave one', async () => {
    for (let round = 0; round < 5; round += 1) {
      await accounts.database.query("UPDATE customers SET role = 'manager' WHERE role = 'owner'");
      const [ada, bob] = [await colleague(accounts), await colleague(accounts)];
      const answers = await Promise.all([
        changeRole(ada, bob, 'support', accounts.urls[0]),
        changeRole(bob, ada, 'support', accounts.urls[1]),
      ]);
      expect(answers.map(({ status }) => status).filter((status) => status === 200)).toHaveLength(1);
      expect(await owners()).toBe(1);
    }
    grace = await colleague(accounts);
  });

  it('leave one when they disable each other, too', async () => {
    for (let round = 0; round < 5; round += 1) {
      await accounts.database.query("UPDATE customers SET role = 'manager' WHERE role = 'owner'");
      const [ada, bob] = [await colleague(accounts), await colleague(accounts)];
      const disable = (by: Colleague, who: Colleague): Promise<Answer> =>
        by.client.send('POST', `/v1/admin/customers/${who.id}/disabling`, { reason: 'a quarrel' });
      await Promise.all([disable(ada, bob), disable(bob, ada)]);
      expect(await owners()).toBe(1);
    }
    grace = await colleague(accounts);
  });
});

describe('the last owner', () => {
  it('can be neither demoted nor disabled', async () => {
    await accounts.database.query("UPDATE customers SET role = 'manager' WHERE role = 'owner'");
    const last = await colleague(accounts);
    const other = await colleague(accounts);
    // A token of an owner whose role is gone already: what counts is the account.
    await accounts.database.query("UPDATE customers SET role = 'manager' WHERE email = ?", [other.email]);
    expect((await changeRole(other, last, 'support')).body.code).toBe('customers.owners-only');
    const path = `/v1/admin/customers/${last.id}/disabling`;
    expect((await other.client.send('POST', path, { reason: 'x' })).body).toMatchObject({
      code: 'customers.owners-only',
    });
    expect(await owners()).toBe(1);
    grace = last;
  });
});
