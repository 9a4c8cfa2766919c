import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { unusablePasswordHash } from '../../../libs/customers/src/domain/unusable-password.js';
import { eventually } from '../../support/eventually.js';
import { Accounts, passphrase, type Tokens } from './accounts.js';
import { Recovery } from './recovering.js';

let accounts: Accounts;
let recovery: Recovery;

beforeAll(async () => {
  accounts = await Accounts.open({}, 2);
  recovery = new Recovery(accounts);
});

afterAll(() => accounts.close());

const to = (newEmail: string): Record<string, unknown> => ({ currentPassword: passphrase, newEmail });
/** Asks for the change, and takes the token out of the mail to the new address. */
async function tokenFor(tokens: Tokens, email: string, newEmail: string): Promise<string> {
  await recovery.asksForAddress(tokens, to(newEmail));
  return accounts.mailedToken(email);
}

describe('asking for another address', () => {
  it('is answered alike whether or not somebody has it; both owners are told, and nobody else learns of it', async () => {
    const maria = await accounts.member('maria@example.test');
    await accounts.member('taken@example.test');
    const free = await recovery.asksForAddress(maria, to('free@example.test'));
    const taken = await recovery.asksForAddress(maria, to('taken@example.test'));
    expect(free.status).toBe(202);
    expect(Recovery.seen(taken)).toEqual(Recovery.seen(free));
    // The warning comes either way: else the old mail box would tell.
    expect(await recovery.mails('maria@example.test', 'email-change-requested')).toBe(2);
    expect(await recovery.mails('taken@example.test', 'already-registered')).toBe(1);
    const [first, second] = (await accounts.events('maria@example.test')).slice(-2);
    expect(first).toMatchObject({ is_sensitive: 1, token: expect.stringMatching(/^[\w-]{43}$/) });
    expect(second).not.toHaveProperty('token');
    // The later request voids the earlier link.
    expect((await recovery.confirmsAddress(first!.token!)).status).toBe(400);
  });

  it('needs the password again, and an address', async () => {
    const nina = await accounts.member('nina@example.test');
    const refusals: [Record<string, unknown>, number, string, string][] = [
      [{ newEmail: 'n@example.test' }, 403, 'auth.password-needed', 'currentPassword'],
      [
        { ...to('n@example.test'), currentPassword: 'a guess' },
        403,
        'auth.wrong-password',
        'currentPassword',
      ],
      [to('nobody'), 400, 'customers.invalid-email', 'newEmail'],
      [to('n@example.test\r\nBcc: all@example.test'), 400, 'customers.invalid-email', 'newEmail'],
      [{ ...to('n@example.test'), email: 'x' }, 400, 'validation.failed', 'email'],
    ];
    for (const [body, status, code, field] of refusals) {
      const answer = await recovery.asksForAddress(nina, body);
      expect(answer.status).toBe(status);
      expect(answer.body).toMatchObject({ code, errors: [{ field }] });
    }
    expect(await recovery.mails('nina@example.test', 'email-change-requested')).toBe(0);
  });

  it('mails three times an hour for an account, whatever the addresses are', async () => {
    const busy = await accounts.member('busy@example.test');
    for (let n = 0; n < 5; n += 1) {
      expect((await recovery.asksForAddress(busy, to(`victim${String(n)}@example.test`))).status).toBe(202);
    }
    expect(await recovery.mails('busy@example.test', 'email-change-requested')).toBe(3);
  });
});

describe('confirming the new address', () => {
  it('changes it, tells both addresses, ends every session and voids the links to the old one', async () => {
    const old = await accounts.member('old@example.test');
    const token = await tokenFor(old, 'old@example.test', 'new@example.test');
    const reset = await recovery.token('old@example.test');
    expect((await recovery.confirmsAddress(token)).status).toBe(204);
    const [told] = await accounts.database.query<{ payload: string }>(
      "SELECT payload FROM outbox WHERE type = 'customers.email-changed'",
    );
    expect(JSON.parse(told!.payload)).toMatchObject({
      oldEmail: 'old@example.test',
      newEmail: 'new@example.test',
    });
    await eventually(async () => {
      expect(await recovery.isSignedIn(old, accounts.urls[1])).toBe(false);
    });
    expect((await accounts.refresh(old.refreshToken)).status).toBe(401);
    expect((await accounts.signIn('old@example.test')).status).toBe(401);
    const now = await accounts.signIn('new@example.test');
    expect(now.status).toBe(201);
    expect((await accounts.client(now.body.accessToken).send('GET', '/v1/me')).body).toMatchObject({
      email: 'new@example.test',
      emailVerified: true,
    });
    expect((await recovery.chooses(reset)).status).toBe(400);
    expect((await recovery.confirmsAddress(token)).body.code).toBe('auth.email-change-token-invalid');
  });

  it('changes the account that asked, whoever is signed in where the link is opened', async () => {
    const asks = await accounts.member('asks@example.test');
    const bystander = await accounts.member('bystander@example.test');
    const token = await tokenFor(asks, 'asks@example.test', 'asked@example.test');
    const client = accounts.client(bystander.accessToken);
    const confirmation = { token, currentPassword: passphrase };
    expect((await client.send('POST', '/v1/auth/email-changes/confirmation', confirmation)).status).toBe(204);
    expect((await accounts.signIn('asked@example.test')).status).toBe(201);
    expect((await accounts.signIn('bystander@example.test')).status).toBe(201);
  });

  it('gives nothing to somebody whose address was typed by mistake: the link wants the password', async () => {
    const ada = await accounts.member('mistypes@example.test');
    const token = await tokenFor(ada, 'mistypes@example.test', 'a.stranger@example.test');
    const without = { token };
    const answers = [
      await accounts.send('POST', '/v1/auth/email-changes/confirmation', without),
      await recovery.confirmsAddress(token, accounts.url, 'what a stranger guesses'),
    ];
    expect(answers.map(({ status, body }) => [status, body.code])).toEqual([
      [403, 'auth.password-needed'],
      [403, 'auth.wrong-password'],
    ]);
    expect((await accounts.signIn('mistypes@example.test')).status).toBe(201);
    expect((await recovery.confirmsAddress(token)).status).toBe(204);
  });

  it('needs no password of an account that has none', async () => {
    const ada = await accounts.member('by.google@example.test');
    const token = await tokenFor(ada, 'by.google@example.test', 'by.google.now@example.test');
    await accounts.database.query('UPDATE customers SET password_hash = ? WHERE email_key = ?', [
      unusablePasswordHash(),
      'by.google@example.test',
    ]);
    expect((await accounts.send('POST', '/v1/auth/email-changes/confirmation', { token })).status).toBe(204);
  });

  it('says so when somebody has the address meanwhile, and leaves everything as it was', async () => {
    const slow = await accounts.member('slow@example.test');
    const token = await tokenFor(slow, 'slow@example.test', 'quick@example.test');
    await accounts.member('quick@example.test');
    const late = await recovery.confirmsAddress(token);
    expect(late.status).toBe(409);
    expect(late.body.code).toBe('customers.new-email-taken');
    expect(await recovery.isSignedIn(slow)).toBe(true);
    expect((await accounts.signIn('slow@example.test')).status).toBe(201);
  });

  it('gives an address that two accounts want at once to one of them', async () => {
    const people = ['left@example.test', 'right@example.test'];
    const tokens = [];
    for (const email of people)
      tokens.push(await tokenFor(await accounts.member(email), email, 'wanted@example.test'));
    const answers = await Promise.all(
      tokens.map((token, n) => recovery.confirmsAddress(token, accounts.urls[n])),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([204, 409]);
  });

  it('works for one of many clicks at once, on two processes', async () => {
    const twice = await accounts.member('twice@example.test');
    const token = await tokenFor(twice, 'twice@example.test', 'once@example.test');
    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, n) => recovery.confirmsAddress(token, accounts.urls[n % 2])),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([204, 400, 400, 400, 400, 400]);
    const told = await accounts.database.query(
      `SELECT id FROM outbox WHERE type = 'customers.email-changed' AND payload LIKE '%once@example.test%'`,
    );
    expect(told).toHaveLength(1);
  });

  it('is too late after an hour, after a reset, after a new password, and after the account was shut', async () => {
    const late = await accounts.member('late@example.test');
    const expired = await tokenFor(late, 'late@example.test', 'later1@example.test');
    await recovery.anHourPasses();
    const stopped = await tokenFor(late, 'late@example.test', 'later2@example.test');
    expect((await recovery.confirmsAddress(expired)).status).toBe(400);
    await recovery.changesPassword(late, { currentPassword: passphrase, newPassword: `${passphrase} 2` });
    expect((await recovery.confirmsAddress(stopped)).status).toBe(400);

    const wronged = await accounts.member('wronged@example.test');
    const thief = await tokenFor(wronged, 'wronged@example.test', 'thief@example.test');
    await recovery.chooses(await recovery.token('wronged@example.test'));
    expect((await recovery.confirmsAddress(thief)).status).toBe(400);

    const shut = await accounts.member('shut@example.test');
    const useless = await tokenFor(shut, 'shut@example.test', 'useless@example.test');
    await recovery.disable('shut@example.test');
    expect((await recovery.confirmsAddress(useless)).status).toBe(400);
  });

  it('takes no token of another purpose, nor is its own taken elsewhere', async () => {
    const mixed = await accounts.member('mixed@example.test');
    const reset = await recovery.token('mixed@example.test');
    expect((await recovery.confirmsAddress(reset)).status).toBe(400);
    const token = await tokenFor(mixed, 'mixed@example.test', 'mixed2@example.test');
    expect((await recovery.chooses(token)).status).toBe(400);
    expect((await recovery.verifies(token)).status).toBe(400);
    for (const nonsense of ['', 'x', 'A'.repeat(43)])
      expect((await recovery.confirmsAddress(nonsense)).status).toBe(400);
  });

  it('lets somebody spell their own address in another way', async () => {
    const ada = await accounts.member('ada.lovelace@example.test');
    const token = await tokenFor(ada, 'ada.lovelace@example.test', 'Ada.Lovelace@example.test');
    expect((await recovery.confirmsAddress(token)).status).toBe(204);
    expect((await accounts.signIn('ada.lovelace@example.test')).status).toBe(201);
  });
});

describe('addresses that look alike', () => {
  it('are one account in all spellings that reach one mail box for sure', async () => {
    await accounts.register('jos\u00e9@b\u00fccher.example');
    await recovery.verifies(await accounts.mailedToken('jos\u00e9@xn--bcher-kva.example'));
    for (const same of ['Jose\u0301@B\u00dcCHER.example', 'jos\u00e9@xn--bcher-kva.example'])
      expect((await accounts.signIn(same)).status).toBe(201);
  });

  it('are accounts of their own otherwise, and a link to one never opens the other', async () => {
    await accounts.member('ada@example.test');
    const lookAlikes = [
      'ada+shop@example.test',
      '\u0430da@example.test',
      'a.da@example.test',
      'ad\u0430@example.test',
    ];
    for (const email of lookAlikes) {
      expect((await accounts.signIn(email)).status).toBe(401);
      await recovery.asks(email);
    }
    expect(await recovery.mails('ada@example.test', 'password-reset-requested')).toBe(0);
    for (const email of lookAlikes) await accounts.member(email);
    const rows = await accounts.database.query(
      "SELECT id FROM customers WHERE email_key LIKE '%da%@example.test'",
    );
    expect(rows.length).toBeGreaterThanOrEqual(5);
  });

  it('do not meet where case folding would make one of two letters', async () => {
    // The Kelvin sign is a k to Unicode and so to us; a long s or a dotless i is not an s or an i.
    await accounts.member('kiss@example.test');
    expect((await accounts.signIn('\u212aiss@example.test')).status).toBe(201);
    for (const other of ['ki\u017fs@example.test', 'k\u0131ss@example.test', 'k\u0130ss@example.test'])
      expect((await accounts.signIn(other)).status).toBe(401);
  });
});
