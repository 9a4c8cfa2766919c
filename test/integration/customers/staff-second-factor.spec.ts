import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CreateStaff, OperatorSessions, TakeAwaySecondFactor } from '#customers';
import { NotUnsealed, Sealer } from '#platform/security/sealer.js';
import { newId } from '#shared-kernel';
import { testConfig } from '../../support/config.js';
import type { Problem } from '../../support/http.js';
import { Accounts, passphrase } from './accounts.js';
import { Careful, code, type Outcome } from './second-factor.js';

let accounts: Accounts;

beforeAll(async () => {
  accounts = await Accounts.open({ STAFF_SECOND_FACTOR: 'required' });
});

afterAll(() => accounts.close());

async function staff(email: string, role = 'owner'): Promise<Careful> {
  const input = { email, name: 'Grace Hopper', password: passphrase, actor: 'cli' };
  await accounts.app.get(CreateStaff).execute(input);
  await accounts.database.query('UPDATE customers SET role = ? WHERE email = ?', [role, email]);
  return Careful.known(accounts, email);
}

const takeAway = (by: Careful, id: string, fields: object = {}): Promise<string> =>
  by.client
    .send<Problem>('DELETE', `/v1/admin/customers/${id}/second-factor`, {
      currentPassword: passphrase,
      reason: 'Lost phone; showed her passport.',
      ...fields,
    })
    .then(code);

describe('staff of a shop that wants a second factor', () => {
  it('can do nothing without one but set one up', async () => {
    const grace = await staff('grace@shop.test');
    expect(await takeAway(grace, newId())).toBe('403 auth.second-factor-needed');
    expect(await grace.client.get('/v1/me')).toMatchObject({ role: 'owner' });
    await grace.enrols();
    // The token is still the one of before; the next one brings the rest.
    expect(await takeAway(grace, newId())).toBe('403 auth.second-factor-needed');
    grace.use((await accounts.refresh(grace.tokens.refreshToken)).body);
    expect(await takeAway(grace, newId())).toBe('404 customers.not-found');
  });

  it('can do all of their work after signing in with a code', async () => {
    const joan = await staff('joan@shop.test');
    await joan.enrols();
    const { body } = await joan.answers(await joan.challenge(), joan.phone.shows());
    joan.use(body);
    expect(await takeAway(joan, newId())).toBe('404 customers.not-found');
  });

  it('lose their session with the second factor, and get little of the next one', async () => {
    const kay = await staff('kay@shop.test');
    await kay.enrols();
    kay.use((await accounts.refresh(kay.tokens.refreshToken)).body);
    await kay.client.ask('DELETE', '/v1/me/second-factor', {
      currentPassword: passphrase,
      code: kay.phone.shows(),
    });
    expect((await accounts.refresh(kay.tokens.refreshToken)).status).toBe(401);
    kay.use((await accounts.signIn(kay.email)).body);
    expect(await takeAway(kay, newId())).toBe('403 auth.second-factor-needed');
  });

  it('who are customers need none', async () => {
    const customer = await Careful.member(accounts, 'customer@example.test');
    expect(await takeAway(customer, newId())).toBe('403 auth.forbidden');
    expect((await customer.client.send('PATCH', '/v1/me', { name: 'Maria' })).status).toBe(200);
  });
});

describe('the sign-in to the staff pages', () => {
  const signIn = (email: string, fields: Record<string, string> = {}): Promise<Response> =>
    accounts.form('/operators/sign-in', { email, password: passphrase, ...fields });

  it('has a field for the code', async () => {
    const html = await (await fetch(`${accounts.url}/operators/sign-in`)).text();
    expect(html).toContain('<label for="code">');
    expect(html).toContain('autocomplete="one-time-code"');
  });

  it('is refused without a second factor where the shop wants one', async () => {
    await staff('lil@shop.test');
    const answer = await signIn('lil@shop.test');
    expect(answer.status).toBe(403);
    expect(answer.headers.get('set-cookie')).toBeNull();
    expect(await answer.text()).toContain('Your role needs a second factor');
  });

  it('asks for the code, and takes it once', async () => {
    const mary = await staff('mary@shop.test');
    await mary.enrols();
    const without = await signIn(mary.email, { code: ' ' });
    expect([without.status, without.headers.get('set-cookie')]).toEqual([401, null]);
    expect(await without.text()).toContain('Your account has a second factor');
    const shown = mary.phone.shows();
    const right = await signIn(mary.email, { code: shown });
    expect(right.status).toBe(303);
    const cookie = right.headers.get('set-cookie')?.split(';')[0];
    expect(await accounts.app.get(OperatorSessions).verify(cookie)).toMatchObject({ email: mary.email });
    expect((await signIn(mary.email, { code: shown })).status).toBe(401);
    expect((await signIn(mary.email, { code: mary.recoveryCodes[0]! })).status).toBe(303);
  });

  it('counts wrong codes like any other', async () => {
    const nora = await staff('nora@shop.test');
    await nora.enrols();
    for (let tries = 0; tries < 10; tries += 1)
      expect((await signIn(nora.email, { code: nora.phone.guess() })).status).toBe(401);
    const refused = await signIn(nora.email, { code: nora.phone.shows() });
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(880);
    expect((await nora.answers(await nora.challenge(), nora.phone.shows())).status).toBe(429);
  });

  it('gives nothing away to who does not know the password', async () => {
    const wrong = await signIn('mary@shop.test', { password: 'a guess at random' });
    const unknown = await signIn('mary@shop.test', { password: 'a guess at random', code: '123456' });
    expect([wrong.status, unknown.status]).toEqual([401, 401]);
    expect(await wrong.text()).toBe(await unknown.text());
  });

  it('is closed to disabled accounts', async () => {
    const olga = await staff('olga@shop.test');
    await olga.enrols();
    await olga.sql('UPDATE customers SET disabled_at = UTC_TIMESTAMP(3) WHERE id = ?');
    expect((await signIn(olga.email, { code: olga.phone.shows() })).status).toBe(403);
  });
});

describe("taking away somebody's second factor", () => {
  let owner: Careful;
  let support: Careful;

  beforeAll(async () => {
    owner = await staff('owner@shop.test');
    support = await staff('support@shop.test', 'support');
    for (const each of [owner, support]) {
      await each.enrols();
      each.use((await accounts.refresh(each.tokens.refreshToken)).body);
    }
  });

  it('lets them in with the password alone; they are told, and it is written down with the reason', async () => {
    const ada = await Careful.joins(accounts, 'ada@example.test');
    const id = await ada.id();
    expect(await takeAway(support, id)).toBe('204');
    expect((await accounts.refresh(ada.tokens.refreshToken)).status).toBe(401);
    expect((await accounts.signIn(ada.email)).status).toBe(201);
    expect(await ada.notices()).toEqual(['second-factor-enabled', 'second-factor-disabled']);
    const log = await accounts.database.query(
      "SELECT actor, after_state FROM audit_log WHERE subject_id = ? AND action = 'customers.take-away-second-factor'",
      [id],
    );
    expect(log).toEqual([
      { actor: await support.id(), after_state: '{"reason":"Lost phone; showed her passport."}' },
    ]);
    expect(await takeAway(support, id)).toBe('409 auth.second-factor-not-enabled');
  });

  it('needs the password of who does it, and a reason', async () => {
    const ben = await Careful.joins(accounts, 'ben@example.test');
    const id = await ben.id();
    expect(await takeAway(owner, id, { currentPassword: 'a guess at random' })).toBe(
      '403 auth.wrong-password',
    );
    expect(await takeAway(owner, id, { currentPassword: undefined })).toBe('403 auth.password-needed');
    for (const reason of ['', undefined, ' ', 'x'.repeat(201)])
      expect(await takeAway(owner, id, { reason })).toBe('400 validation.failed');
    expect(await ben.status()).toMatchObject({ enabled: true });
  });

  it('of staff is for owners, and never for oneself', async () => {
    const [ownerId, supportId] = [await owner.id(), await support.id()];
    expect(await takeAway(support, ownerId)).toBe('403 auth.forbidden');
    expect(await takeAway(owner, ownerId)).toBe('409 auth.own-second-factor');
    expect(await takeAway(owner, supportId)).toBe('204');
  });

  it('of the only owner is done on the machine', async () => {
    const only = await staff('only@shop.test');
    await only.enrols();
    const command = accounts.app.get(TakeAwaySecondFactor);
    await command.onTheMachine({ email: 'ONLY@shop.test', actor: 'cli' });
    expect((await accounts.signIn(only.email)).status).toBe(201);
    for (const email of [only.email, 'nobody@shop.test', 'nobody'])
      await expect(command.onTheMachine({ email, actor: 'cli' })).rejects.toMatchObject({
        code: expect.stringMatching(/second-factor-not-enabled|not-found|invalid-email/),
      });
  });

  it.each(['not-an-id', newId(), '..%2F'])('of nobody (%s) is 404', async (id) => {
    expect(await takeAway(owner, id)).toBe('404 customers.not-found');
  });
});

describe('an answer with a code', () => {
  it.each<[string, object]>([
    ['a number as code', { code: 123456 }],
    ['no code', { code: undefined }],
    ['a list of codes', { code: ['123456'] }],
    ['a code as long as a book', { code: '1'.repeat(41) }],
    ['an account of its own choice', { customerId: newId() }],
    ['a challenge that is an object', { challenge: {} }],
  ])('with %s is refused', async (_, fields) => {
    const answer = await accounts.send<Outcome>('POST', '/v1/auth/sessions/second-factor', {
      challenge: 'A'.repeat(43),
      code: '123456',
      ...fields,
    });
    expect(code(answer)).toBe('400 validation.failed');
  });
});

describe('a secret under an old ENCRYPTION_SECRET', () => {
  it('is taken, and is under the new one after a code', async () => {
    const [newest, old] = [
      'the-new-secret-of-the-tests-0123456789abc',
      accounts.config.auth.encryptionSecrets[0]!,
    ];
    const shop = await Accounts.open({ ENCRYPTION_SECRET: `${newest},${old}` });
    try {
      const person = await Careful.joins(shop, 'rotated@example.test');
      const id = await person.id();
      const sealerOf = (secrets: string): Sealer =>
        new Sealer(testConfig({ DATABASE_URL: shop.database.url, ENCRYPTION_SECRET: secrets }));
      const stored = async (): Promise<Buffer> => {
        const [row] = await person.sql<{ secret_sealed: Buffer }>(
          'SELECT secret_sealed FROM second_factors WHERE customer_id = ?',
        );
        return row!.secret_sealed;
      };
      const secret = sealerOf(newest).open('second-factor', id, await stored());
      await shop.database.query('UPDATE second_factors SET secret_sealed = ?', [
        sealerOf(old).seal('second-factor', id, secret),
      ]);
      await expect(async () => sealerOf(newest).open('second-factor', id, await stored())).rejects.toThrow(
        NotUnsealed,
      );
      expect(code(await person.answers(await person.challenge(), person.phone.shows()))).toBe('201');
      expect(sealerOf(newest).open('second-factor', id, await stored())).toEqual(secret);
    } finally {
      await shop.close();
    }
  });
});
