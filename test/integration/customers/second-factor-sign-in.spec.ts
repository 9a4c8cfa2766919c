import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DeleteExpiredCredentials } from '#customers';
import { Accounts, passphrase } from './accounts.js';
import { Careful, code, type Outcome } from './second-factor.js';

let accounts: Accounts;

beforeAll(async () => {
  accounts = await Accounts.open({}, 2);
});

afterAll(() => accounts.close());

const route = '/v1/me/second-factor';

const times = (count: number, text: string): string[] => Array.from({ length: count }, () => text);

describe('signing in with a second factor', () => {
  it('takes the password, and then a code', async () => {
    const fay = await Careful.joins(accounts, 'fay@example.test');
    const first = await accounts.signIn(fay.email);
    expect(first.status).toBe(202);
    expect(first.body).toEqual({
      status: 'second-factor-required',
      challenge: expect.stringMatching(/^[\w-]{43}$/),
      expiresIn: 300,
    });
    const { challenge } = first.body as unknown as Outcome;
    const shown = fay.phone.shows();
    const second = await fay.answers(challenge, `${shown.slice(0, 3)} ${shown.slice(3)}`);
    expect(second.status).toBe(201);
    expect(second.headers.get('cache-control')).toBe('no-store');
    expect(await accounts.client(second.body.accessToken).get('/v1/me')).toMatchObject({ email: fay.email });
    const [session] = await fay.sql(
      'SELECT method, second_factor_at IS NOT NULL AS shown FROM sessions WHERE customer_id = ? ORDER BY id DESC LIMIT 1',
    );
    expect(session).toEqual({ method: 'password', shown: 1 });
  });

  it('still says nothing to who does not know the password', async () => {
    const answer = await accounts.signIn('fay@example.test', 'a guess at random');
    const stranger = await accounts.signIn('nobody@example.test', 'a guess at random');
    expect([code(answer), code(stranger)]).toEqual([
      '401 auth.wrong-credentials',
      '401 auth.wrong-credentials',
    ]);
  });

  it('takes each code once, and none that is older than one taken', async () => {
    const gil = await Careful.joins(accounts, 'gil@example.test');
    const [now, next] = [gil.phone.shows('now'), gil.phone.shows('next')];
    expect(code(await gil.answers(await gil.challenge(), next))).toBe('201');
    expect(code(await gil.answers(await gil.challenge(), next))).toBe('401 auth.wrong-code');
    expect(code(await gil.answers(await gil.challenge(), now))).toBe('401 auth.wrong-code');
  });

  it('lets exactly one in with the same code at once on two processes', async () => {
    const hal = await Careful.joins(accounts, 'hal@example.test');
    const challenges = await Promise.all(Array.from({ length: 6 }, () => hal.challenge()));
    const shown = hal.phone.shows();
    const answers = await Promise.all(
      challenges.map((challenge, index) => hal.answers(challenge, shown, index % 2)),
    );
    expect(answers.map(code).sort()).toEqual(['201', ...times(5, '401 auth.wrong-code')]);
  });

  it('lets exactly one in with the same recovery code at once on two processes', async () => {
    const ida = await Careful.joins(accounts, 'ida@example.test');
    const challenges = await Promise.all(Array.from({ length: 6 }, () => ida.challenge()));
    const answers = await Promise.all(
      challenges.map((challenge, index) => ida.answers(challenge, ida.recoveryCodes[0]!, index % 2)),
    );
    expect(answers.map(code).sort()).toEqual(['201', ...times(5, '401 auth.wrong-code')]);
    expect(await ida.notices()).toEqual(['second-factor-enabled', 'recovery-code-used']);
    await ida.sql('DELETE FROM sign_in_challenges WHERE customer_id = ?');
    expect(await ida.status()).toMatchObject({ recoveryCodesLeft: 9 });
  });

  it('takes a challenge once, also with two good codes at the same moment', async () => {
    const jan = await Careful.joins(accounts, 'jan@example.test');
    const challenge = await jan.challenge();
    const answers = await Promise.all([
      jan.answers(challenge, jan.recoveryCodes[0]!, 0),
      jan.answers(challenge, jan.recoveryCodes[1]!, 1),
    ]);
    expect(answers.map(code).sort()).toEqual(['201', '401 auth.challenge-invalid']);
    expect(await jan.status()).toMatchObject({ recoveryCodesLeft: 9 });
    expect(code(await jan.answers(challenge, jan.phone.shows()))).toBe('401 auth.challenge-invalid');
  });

  it('takes recovery codes as people type them', async () => {
    const kit = await Careful.joins(accounts, 'kit@example.test');
    const typed = kit.recoveryCodes[3]!.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o');
    expect(code(await kit.answers(await kit.challenge(), typed))).toBe('201');
  });

  it("does not take somebody else's codes", async () => {
    const lea = await Careful.joins(accounts, 'lea@example.test');
    const max = await Careful.joins(accounts, 'max@example.test');
    expect(code(await lea.answers(await lea.challenge(), max.recoveryCodes[0]!))).toBe('401 auth.wrong-code');
    expect(await max.status()).toMatchObject({ recoveryCodesLeft: 10 });
  });
});

describe('a challenge', () => {
  it.each(['', 'x', 'A'.repeat(43), "' OR 1=1 -- ", '../../etc/passwd'])('is not %j', async (challenge) => {
    const answer = await accounts.send<Outcome>('POST', '/v1/auth/sessions/second-factor', {
      challenge,
      code: '123456',
    });
    expect(code(answer)).toBe('401 auth.challenge-invalid');
  });

  it('takes five tries, counted together by two processes', async () => {
    const ned = await Careful.joins(accounts, 'ned@example.test');
    const challenge = await ned.challenge();
    const guess = ned.phone.guess();
    const answers = await Promise.all(
      Array.from({ length: 9 }, (_, index) => ned.answers(challenge, guess, index % 2)),
    );
    expect(answers.map(code).sort()).toEqual([
      ...times(4, '401 auth.challenge-invalid'),
      ...times(5, '401 auth.wrong-code'),
    ]);
    expect(code(await ned.answers(challenge, ned.phone.shows()))).toBe('401 auth.challenge-invalid');
    expect(code(await ned.answers(await ned.challenge(), ned.phone.shows()))).toBe('201');
  });

  it('runs out after five minutes, and is swept away', async () => {
    const ola = await Careful.joins(accounts, 'ola@example.test');
    const challenge = await ola.challenge();
    await ola.sql(
      'UPDATE sign_in_challenges SET expires_at = expires_at - INTERVAL 300 SECOND WHERE customer_id = ?',
    );
    expect(code(await ola.answers(challenge, ola.phone.shows()))).toBe('401 auth.challenge-invalid');
    const fresh = await ola.challenge();
    await accounts.app.get(DeleteExpiredCredentials).execute();
    expect(await ola.sql('SELECT 1 FROM sign_in_challenges WHERE customer_id = ?')).toHaveLength(1);
    expect(code(await ola.answers(fresh, ola.phone.shows()))).toBe('201');
  });

  it('is void once the password is another, the account is disabled, or the second factor is gone', async () => {
    const pia = await Careful.joins(accounts, 'pia@example.test');
    const beforeChange = await pia.challenge();
    await pia.sql("UPDATE customers SET password_hash = CONCAT(password_hash, 'x') WHERE id = ?");
    expect(code(await pia.answers(beforeChange, pia.phone.shows()))).toBe('401 auth.challenge-invalid');
    await pia.sql(
      'UPDATE customers SET password_hash = LEFT(password_hash, LENGTH(password_hash) - 1) WHERE id = ?',
    );
    const beforeDisabling = await pia.challenge();
    await pia.sql('UPDATE customers SET disabled_at = UTC_TIMESTAMP(3) WHERE id = ?');
    expect(code(await pia.answers(beforeDisabling, pia.phone.shows()))).toBe('403 auth.account-disabled');
    await pia.sql('UPDATE customers SET disabled_at = NULL WHERE id = ?');
    const beforeRemoval = await pia.challenge();
    await pia.client.ask('DELETE', route, { currentPassword: passphrase, code: pia.phone.shows() });
    expect(code(await pia.answers(beforeRemoval, pia.phone.shows('next')))).toBe(
      '401 auth.challenge-invalid',
    );
    expect((await accounts.signIn(pia.email)).status).toBe(201);
  });
});

describe('guessing at codes', () => {
  it('makes codes wait after ten in a row, over all challenges, and tells the owner', async () => {
    const quin = await Careful.joins(accounts, 'quin@example.test');
    for (let tries = 0; tries < 10; tries += 1)
      expect(code(await quin.answers(await quin.challenge(), quin.phone.guess(), tries % 2))).toBe(
        '401 auth.wrong-code',
      );
    const refused = await quin.answers(await quin.challenge(), quin.phone.shows(), 1);
    expect(code(refused)).toBe('429 auth.too-many-wrong-codes');
    const seconds = Number(refused.headers.get('retry-after'));
    expect(seconds).toBeGreaterThan(880);
    expect(seconds).toBeLessThanOrEqual(900);
    expect(await quin.notices()).toEqual(['second-factor-enabled', 'second-factor-guessed']);
  });

  it('does not keep out who has a recovery code, and begins anew after it', async () => {
    const ruth = await Careful.joins(accounts, 'ruth@example.test');
    await ruth.sql('UPDATE second_factors SET wrong_codes = 9 WHERE customer_id = ?');
    await ruth.answers(await ruth.challenge(), ruth.phone.guess());
    await ruth.sql('UPDATE second_factors SET wrong_codes = 10 WHERE customer_id = ?');
    expect(code(await ruth.answers(await ruth.challenge(), ruth.phone.shows()))).toBe(
      '429 auth.too-many-wrong-codes',
    );
    expect(code(await ruth.answers(await ruth.challenge(), ruth.recoveryCodes[0]!))).toBe('201');
    expect(code(await ruth.answers(await ruth.challenge(), ruth.phone.shows()))).toBe('201');
  });

  it('ends with the wait, and doubles it', async () => {
    const sam = await Careful.joins(accounts, 'sam@example.test');
    await sam.answers(await sam.challenge(), sam.phone.guess());
    const later = (seconds: number): Promise<object[]> =>
      sam.sql(
        `UPDATE second_factors SET wrong_codes = 19, wrong_at = UTC_TIMESTAMP(3) - INTERVAL ${String(seconds)} SECOND WHERE customer_id = ?`,
      );
    await later(0);
    expect(code(await sam.answers(await sam.challenge(), sam.phone.guess()))).toBe('401 auth.wrong-code');
    const refused = await sam.answers(await sam.challenge(), sam.phone.shows());
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(1_780);
    await sam.sql(
      'UPDATE second_factors SET wrong_at = UTC_TIMESTAMP(3) - INTERVAL 1801 SECOND WHERE customer_id = ?',
    );
    expect(code(await sam.answers(await sam.challenge(), sam.phone.shows()))).toBe('201');
  });

  it('with a password that is another by now counts no more', async () => {
    const tim = await Careful.joins(accounts, 'tim@example.test');
    const guessedWithAnother = async (): Promise<void> => {
      await tim.sql(
        `UPDATE second_factors SET wrong_codes = 10, wrong_at = UTC_TIMESTAMP(3), wrong_password = REPEAT('x', 32) WHERE customer_id = ?`,
      );
    };
    await guessedWithAnother();
    expect(code(await tim.answers(await tim.challenge(), tim.phone.shows()))).toBe('201');
    await guessedWithAnother();
    await tim.answers(await tim.challenge(), tim.phone.guess());
    expect(await tim.sql('SELECT wrong_codes FROM second_factors WHERE customer_id = ?')).toEqual([
      { wrong_codes: 1 },
    ]);
  });

  it('counts in a session, too', async () => {
    const tom = await Careful.joins(accounts, 'tom@example.test');
    const remove = (of: string): Promise<string> =>
      tom.client.send<Outcome>('DELETE', route, { currentPassword: passphrase, code: of }).then(code);
    for (let tries = 0; tries < 10; tries += 1)
      expect(await remove(tom.phone.guess())).toBe('403 auth.wrong-code');
    expect(await remove(tom.phone.shows())).toBe('429 auth.too-many-wrong-codes');
    expect(await tom.status()).toMatchObject({ enabled: true });
  });
});
