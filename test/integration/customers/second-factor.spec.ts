import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Accounts, passphrase } from './accounts.js';
import { Careful, code, type Outcome } from './second-factor.js';

let accounts: Accounts;

beforeAll(async () => {
  accounts = await Accounts.open({}, 2);
});

afterAll(() => accounts.close());

const route = '/v1/me/second-factor';

describe('setting up a second factor', () => {
  it('needs the password', async () => {
    const { client } = await Careful.member(accounts, 'set-up@example.test');
    expect(code(await client.send('POST', route, {}))).toBe('403 auth.password-needed');
    expect(code(await client.send('POST', route, { currentPassword: 'a guess at random' }))).toBe(
      '403 auth.wrong-password',
    );
    expect(code(await accounts.client().send('POST', route, { currentPassword: passphrase }))).toBe(
      '401 auth.unauthenticated',
    );
  });

  it('guards nothing until a code has shown that the app works', async () => {
    const ada = await Careful.member(accounts, 'ada@example.test');
    const first = await ada.begins();
    const second = await ada.begins();
    expect((await accounts.signIn(ada.email)).status).toBe(201);
    expect(await ada.status()).toEqual({ enabled: false, since: null, recoveryCodesLeft: 0 });
    for (const wrong of [second.guess(), first.shows(), '', '12345', '１２３４５６', ' '.repeat(40)])
      expect(code(await ada.client.send('POST', `${route}/confirmation`, { code: wrong }))).toBe(
        '403 auth.wrong-code',
      );
    const answer = await ada.client.send<{ recoveryCodes: string[] }>('POST', `${route}/confirmation`, {
      code: second.shows(),
    });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(new Set(answer.body.recoveryCodes).size).toBe(10);
    expect(await ada.status()).toMatchObject({ enabled: true, recoveryCodesLeft: 10 });
    expect(await ada.notices()).toEqual(['second-factor-enabled']);
  });

  it('ends the sessions that have not shown it', async () => {
    const ben = await Careful.member(accounts, 'ben@example.test');
    const { body: elsewhere } = await accounts.signIn(ben.email);
    await ben.enrols();
    expect(code(await accounts.refresh(elsewhere.refreshToken))).toBe('401 auth.refresh-token-invalid');
    expect((await accounts.refresh(ben.tokens.refreshToken)).status).toBe(200);
    const ended = await ben.sql<{ end_reason: string | null; shown: number }>(
      'SELECT end_reason, second_factor_at IS NOT NULL AS shown FROM sessions WHERE customer_id = ? ORDER BY shown',
    );
    expect(ended).toEqual([
      { end_reason: 'second-factor-changed', shown: 0 },
      { end_reason: null, shown: 1 },
    ]);
  });

  it('is done once, and within a quarter of an hour', async () => {
    const cleo = await Careful.member(accounts, 'cleo@example.test');
    const confirm = (of: string): Promise<string> =>
      cleo.client.send<Outcome>('POST', `${route}/confirmation`, { code: of }).then(code);
    expect(await confirm('123456')).toBe('409 auth.second-factor-not-begun');
    const phone = await cleo.begins();
    await cleo.sql(
      'UPDATE second_factors SET created_at = created_at - INTERVAL 901 SECOND WHERE customer_id = ?',
    );
    expect(await confirm(phone.shows())).toBe('409 auth.second-factor-not-begun');
    await cleo.enrols();
    expect(await confirm(cleo.phone.shows())).toBe('409 auth.second-factor-enabled');
    expect(code(await cleo.client.send('POST', route, { currentPassword: passphrase }))).toBe(
      '409 auth.second-factor-enabled',
    );
  });

  it('leaves neither the secret nor a code in the database', async () => {
    const dora = await Careful.member(accounts, 'dora@example.test');
    const { secret } = await dora.client.post<{ secret: string }>(route, { currentPassword: passphrase });
    await dora.enrols();
    const rows = [
      ...(await dora.sql('SELECT * FROM second_factors WHERE customer_id = ?')),
      ...(await dora.sql('SELECT * FROM recovery_codes WHERE customer_id = ?')),
      ...(await accounts.database.query('SELECT * FROM outbox')),
      ...(await accounts.database.query('SELECT * FROM audit_log')),
    ];
    const text = rows
      .flatMap((row) => Object.values<unknown>(row as Record<string, unknown>))
      .map((value) => (Buffer.isBuffer(value) ? value.toString('latin1') : String(value)))
      .join('\n');
    for (const each of [
      secret,
      ...dora.recoveryCodes,
      ...dora.recoveryCodes.map((one) => one.replaceAll('-', '')),
    ])
      expect(text).not.toContain(each);
  });

  it('by two confirmations at once gives one set of recovery codes', async () => {
    const emma = await Careful.member(accounts, 'emma@example.test');
    const phone = await emma.begins();
    const answers = await Promise.all(
      accounts.urls.map((url) =>
        accounts
          .client(emma.tokens.accessToken, url)
          .send<Outcome>('POST', `${route}/confirmation`, { code: phone.shows() }),
      ),
    );
    expect(answers.map(code).sort()).toEqual(['200', '409 auth.second-factor-enabled']);
    expect(await emma.status()).toMatchObject({ recoveryCodesLeft: 10 });
  });
});

describe('changing a second factor', () => {
  it('needs the password and a code', async () => {
    const una = await Careful.joins(accounts, 'una@example.test');
    for (const [method, path] of [
      ['DELETE', route],
      ['POST', `${route}/recovery-codes`],
    ] as const) {
      const send = (body: object): Promise<string> => una.client.send<Outcome>(method, path, body).then(code);
      expect(await send({ code: una.phone.shows() })).toBe('403 auth.password-needed');
      expect(await send({ currentPassword: 'a guess at random', code: una.phone.shows() })).toBe(
        '403 auth.wrong-password',
      );
      expect(await send({ currentPassword: passphrase, code: una.phone.guess() })).toBe(
        '403 auth.wrong-code',
      );
      expect(await send({ currentPassword: passphrase })).toBe('400 validation.failed');
    }
    expect(await una.status()).toMatchObject({ enabled: true, recoveryCodesLeft: 10 });
  });

  it('brings new recovery codes, and voids the earlier ones', async () => {
    const vic = await Careful.joins(accounts, 'vic@example.test');
    const { recoveryCodes } = await vic.client.post<{ recoveryCodes: string[] }>(`${route}/recovery-codes`, {
      currentPassword: passphrase,
      code: vic.phone.shows(),
    });
    expect(recoveryCodes).toHaveLength(10);
    expect(code(await vic.answers(await vic.challenge(), vic.recoveryCodes[0]!))).toBe('401 auth.wrong-code');
    expect(code(await vic.answers(await vic.challenge(), recoveryCodes[0]!))).toBe('201');
    expect(await vic.notices()).toEqual([
      'second-factor-enabled',
      'recovery-codes-renewed',
      'recovery-code-used',
    ]);
  });

  it('to none ends the other sessions, and leaves nothing behind', async () => {
    const wim = await Careful.joins(accounts, 'wim@example.test');
    const { body: elsewhere } = await wim.answers(await wim.challenge(), wim.recoveryCodes[0]!);
    const removed = await wim.client.send('DELETE', route, {
      currentPassword: passphrase,
      code: wim.recoveryCodes[1]!,
    });
    expect(removed.status).toBe(204);
    expect((await accounts.refresh(elsewhere.refreshToken)).status).toBe(401);
    expect((await accounts.refresh(wim.tokens.refreshToken)).status).toBe(200);
    expect(await wim.sql('SELECT 1 FROM recovery_codes WHERE customer_id = ?')).toEqual([]);
    expect(await wim.notices()).toContain('second-factor-disabled');
    expect((await accounts.signIn(wim.email)).status).toBe(201);
    expect(
      code(await wim.client.send('DELETE', route, { currentPassword: passphrase, code: '123456' })),
    ).toBe('409 auth.second-factor-not-enabled');
  });

  it('is written into the audit log', async () => {
    const xia = await Careful.joins(accounts, 'xia@example.test');
    await xia.client.ask('DELETE', route, { currentPassword: passphrase, code: xia.phone.shows() });
    const log = await accounts.database.query<{ action: string }>(
      "SELECT action FROM audit_log WHERE actor = ? AND action LIKE '%second-factor' ORDER BY occurred_at, id",
      [await xia.id()],
    );
    expect(log.map(({ action }) => action)).toEqual([
      'customers.enable-second-factor',
      'customers.remove-second-factor',
    ]);
  });
});
