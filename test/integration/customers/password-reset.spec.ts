import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CustomersImport } from '#customers';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import { eventually } from '../../support/eventually.js';
import { Accounts, passphrase } from './accounts.js';
import { Recovery, other } from './recovering.js';

let accounts: Accounts;
let recovery: Recovery;

beforeAll(async () => {
  accounts = await Accounts.open({}, 2);
  recovery = new Recovery(accounts);
});

afterAll(() => accounts.close());

describe('asking for a new password', () => {
  it('is answered alike for everybody, and mails only who has an account that is open', async () => {
    await accounts.member('known@example.test');
    await accounts.member('shut@example.test');
    await recovery.disable('shut@example.test');
    const answers = [];
    for (const email of ['known@example.test', 'shut@example.test', 'stranger@example.test'])
      answers.push(Recovery.seen(await recovery.asks(email)));
    expect(answers[0]).toMatchObject({ status: 202 });
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[2]).toEqual(answers[0]);
    expect(await recovery.mails('known@example.test', 'password-reset-requested')).toBe(1);
    expect(await recovery.mails('shut@example.test', 'password-reset-requested')).toBe(0);
    expect(await recovery.types('stranger@example.test')).toEqual([]);
  });

  it('mails the address of the account, however it was spelled by the one who asks', async () => {
    await accounts.member('Spelled@example.test');
    await recovery.asks(' sPELLED@EXAMPLE.test');
    expect(await recovery.mails('Spelled@example.test', 'password-reset-requested')).toBe(1);
  });

  it('stores no token, and marks the event for wiping', async () => {
    await accounts.member('stored@example.test');
    const token = await recovery.token('stored@example.test');
    const rows = await accounts.database.query<{ token_hash: Buffer }>('SELECT token_hash FROM email_tokens');
    expect(rows.map(({ token_hash }) => token_hash.toString('base64url'))).not.toContain(token);
    expect((await accounts.events('stored@example.test')).at(-1)).toMatchObject({ is_sensitive: 1, token });
  });

  it('mails three times an hour and says nothing of it; the latest link works, and then there are more', async () => {
    await accounts.member('flooded@example.test');
    const answers = [];
    for (let n = 0; n < 5; n += 1) answers.push(await recovery.asks('flooded@example.test'));
    expect(new Set(answers.map((each) => JSON.stringify(Recovery.seen(each)))).size).toBe(1);
    expect(await recovery.mails('flooded@example.test', 'password-reset-requested')).toBe(3);
    expect((await recovery.chooses(await accounts.mailedToken('flooded@example.test'))).status).toBe(204);
    await recovery.asks('flooded@example.test');
    expect(await recovery.mails('flooded@example.test', 'password-reset-requested')).toBe(4);
  });
});

describe('choosing a new password by the mailed link', () => {
  it('replaces the password, ends every session within a second on every process, and tells the owner', async () => {
    const old = await accounts.member('back@example.test');
    const token = await recovery.token('back@example.test');
    expect((await recovery.chooses(token)).status).toBe(204);
    const started = Date.now();
    await eventually(async () => {
      expect(await recovery.isSignedIn(old, accounts.urls[1])).toBe(false);
      expect(await recovery.isSignedIn(old)).toBe(false);
    });
    expect(Date.now() - started).toBeLessThan(1_000);
    expect((await accounts.refresh(old.refreshToken)).status).toBe(401);
    expect((await accounts.signIn('back@example.test')).status).toBe(401);
    expect((await accounts.signIn('back@example.test', other)).status).toBe(201);
    expect(
      (await recovery.notices('back@example.test')).filter((kind) => kind === 'password-changed'),
    ).toHaveLength(1);
  });

  it('works once', async () => {
    await accounts.member('replay@example.test');
    const token = await recovery.token('replay@example.test');
    await recovery.chooses(token);
    const again = await recovery.chooses(token, 'third time is no charm');
    expect(again.status).toBe(400);
    expect(again.body).toMatchObject({ code: 'auth.reset-token-invalid', errors: [{ field: 'token' }] });
    expect((await accounts.signIn('replay@example.test', other)).status).toBe(201);
  });

  it('works for one of many clicks at once, on two processes', async () => {
    await accounts.member('double@example.test');
    const token = await recovery.token('double@example.test');
    const passwords = Array.from({ length: 6 }, (_, n) => `lanterns above mill number ${String(n)}`);
    const answers = await Promise.all(
      passwords.map((password, n) => recovery.chooses(token, password, accounts.urls[n % 2])),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([204, 400, 400, 400, 400, 400]);
    const winner = passwords[answers.findIndex(({ status }) => status === 204)]!;
    expect((await accounts.signIn('double@example.test', winner)).status).toBe(201);
    expect(
      (await recovery.notices('double@example.test')).filter((kind) => kind === 'password-changed'),
    ).toHaveLength(1);
  });

  it('leaves the link as it is when the password is too weak', async () => {
    await accounts.member('weak@example.test');
    const token = await recovery.token('weak@example.test');
    for (const password of ['short', 'password1', 'weak@example.test', 'Maria Merian']) {
      const answer = await recovery.chooses(token, password);
      expect(answer.status).toBe(400);
      expect(answer.body).toMatchObject({ code: 'customers.weak-password', errors: [{ field: 'password' }] });
    }
    expect((await recovery.chooses(token)).status).toBe(204);
  });

  it('is too late after an hour, after a later mail, and after the account was shut', async () => {
    await accounts.member('late@example.test');
    const expired = await recovery.token('late@example.test');
    await recovery.anHourPasses();
    expect((await recovery.chooses(expired)).status).toBe(400);
    const voided = await recovery.token('late@example.test');
    const latest = await recovery.token('late@example.test');
    expect((await recovery.chooses(voided)).status).toBe(400);
    await recovery.disable('late@example.test');
    expect((await recovery.chooses(latest)).status).toBe(400);
    expect((await accounts.signIn('late@example.test', other)).status).toBe(401);
  });

  it('takes no token of another purpose, nor is its own taken elsewhere', async () => {
    await accounts.register('purpose@example.test');
    const verification = await accounts.mailedToken('purpose@example.test');
    expect((await recovery.chooses(verification)).status).toBe(400);
    const reset = await recovery.token('purpose@example.test');
    expect((await recovery.verifies(reset)).status).toBe(400);
    expect((await recovery.confirmsAddress(reset)).status).toBe(400);
    expect((await recovery.chooses(reset)).status).toBe(204);
  });

  it.each(['', 'x', 'A'.repeat(43), "' OR 1=1 -- ", '../../etc/passwd', '\u0000'])(
    'refuses %j',
    async (token) => {
      expect((await recovery.chooses(token)).status).toBe(400);
    },
  );

  it('verifies the address, and drops the password that somebody else has planted', async () => {
    const planted = 'planted by somebody else';
    await accounts.register('victim@example.test', { password: planted });
    const link = await accounts.mailedToken('victim@example.test');
    expect((await recovery.chooses(await recovery.token('victim@example.test'))).status).toBe(204);
    expect((await recovery.verifies(link)).status).toBe(400);
    expect((await accounts.signIn('victim@example.test', planted)).status).toBe(401);
    expect((await accounts.signIn('victim@example.test', other)).status).toBe(201);
  });

  it('gives a customer from another shop the first password', async () => {
    const ada = { email: 'imported@example.test', name: 'Ada Lovelace', address: undefined };
    await accounts.app.get(UnitOfWork).run(() => accounts.app.get(CustomersImport).keep(ada));
    expect((await recovery.chooses(await recovery.token('imported@example.test'))).status).toBe(204);
    expect((await accounts.signIn('imported@example.test', other)).status).toBe(201);
  });

  it('leaves the second factor as it is', async () => {
    const { accessToken } = await accounts.member('careful@example.test');
    const { id } = (await accounts.client(accessToken).send<{ id: string }>('GET', '/v1/me')).body;
    await accounts.database.query(
      `INSERT INTO second_factors (customer_id, secret_sealed, created_at, enabled_at)
       VALUES (UNHEX(REPLACE(?, '-', '')), 'sealed', UTC_TIMESTAMP(3), UTC_TIMESTAMP(3))`,
      [id],
    );
    await recovery.chooses(await recovery.token('careful@example.test'));
    expect((await accounts.signIn('careful@example.test', other)).status).toBe(202);
  });

  it('makes the device known, and forgets those that were known before', async () => {
    await accounts.member('devices@example.test');
    const answer = await recovery.chooses(await recovery.token('devices@example.test'));
    expect(answer.headers.get('set-cookie')).toMatch(/^tradepost-device=/);
    const [row] = await accounts.database.query<{ count: number }>(
      `SELECT COUNT(*) AS count FROM known_devices d JOIN customers c ON c.id = d.customer_id WHERE c.email_key = ?`,
      ['devices@example.test'],
    );
    expect(row?.count).toBe(1);
  });
});

describe('an account that was shut', () => {
  it('gives nothing away to strangers, and says so to who knows the password', async () => {
    await accounts.register('closed@example.test');
    const verification = await accounts.mailedToken('closed@example.test');
    await recovery.disable('closed@example.test');
    expect((await recovery.verifies(verification)).body).toMatchObject({
      code: 'auth.verification-token-invalid',
    });
    const before = await recovery.types('closed@example.test');
    await accounts.send('POST', '/v1/auth/verification-mails', { email: 'closed@example.test' });
    expect(await recovery.types('closed@example.test')).toEqual(before);

    await accounts.member('barred@example.test');
    await recovery.disable('barred@example.test');
    expect((await accounts.signIn('barred@example.test', 'a guess at random')).status).toBe(401);
    const owner = await accounts.signIn('barred@example.test', passphrase);
    expect(owner.status).toBe(403);
    expect(owner.body.code).toBe('auth.account-disabled');
  });

  it('is not refreshed, even if its sessions were still running', async () => {
    const tokens = await accounts.member('stale@example.test');
    await recovery.disable('stale@example.test');
    expect((await accounts.refresh(tokens.refreshToken)).status).toBe(401);
  });
});

describe('where accounts need no verification', () => {
  it('brings a customer from another shop in, who can not register, and whoever has lost an unverified account', async () => {
    const open = await Accounts.open({ ACCOUNT_VERIFICATION: 'optional' });
    const back = new Recovery(open);
    const ada = { email: 'ada@example.test', name: 'Ada Lovelace', address: undefined };
    await open.app.get(UnitOfWork).run(() => open.app.get(CustomersImport).keep(ada));
    expect((await open.register('ada@example.test')).status).toBe(409);
    expect((await open.register('bob@example.test')).status).toBe(201);
    for (const email of ['ada@example.test', 'bob@example.test']) {
      expect((await back.chooses(await back.token(email))).status).toBe(204);
      const { body } = await open.signIn(email, other);
      const profile = await open.client(body.accessToken).get('/v1/me');
      expect(profile).toMatchObject({ email, emailVerified: true });
    }
    await open.close();
  });

  it('leaves nothing by which somebody who registered first could keep the owner of the address out', async () => {
    const open = await Accounts.open({ ACCOUNT_VERIFICATION: 'optional' });
    const back = new Recovery(open);
    await open.register('owner@example.test', { password: 'planted by somebody else' });
    await open.database.query(
      `INSERT INTO second_factors (customer_id, secret_sealed, created_at, enabled_at)
       SELECT id, 'sealed', UTC_TIMESTAMP(3), UTC_TIMESTAMP(3) FROM customers`,
    );
    await open.database.query(
      `INSERT INTO identities (provider, subject, customer_id, email, linked_at, last_used_at)
       SELECT 'google', 'of somebody else', id, 'eve@example.test', UTC_TIMESTAMP(3), UTC_TIMESTAMP(3) FROM customers`,
    );
    await back.chooses(await back.token('owner@example.test'));
    expect((await open.signIn('owner@example.test', other)).status).toBe(201);
    expect(await open.database.query('SELECT provider FROM identities')).toEqual([]);
    await open.close();
  });
});
