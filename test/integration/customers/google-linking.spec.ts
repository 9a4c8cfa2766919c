import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Answer, HttpClient, Problem } from '../../support/http.js';
import { passphrase, type Tokens } from './accounts.js';
import { AccountsWithGoogle, publicUrl, type GoogleVisitor, type Landing } from './google-visitor.js';

let shop: AccountsWithGoogle;
let visitor: GoogleVisitor;
let client: HttpClient;
let email: string;
let googleEmail: string;
let people = 0;

beforeAll(async () => {
  shop = await AccountsWithGoogle.open();
});
afterAll(() => shop.close());
beforeEach(async () => {
  people += 1;
  email = `member.${String(people)}@example.test`;
  googleEmail = `google.${String(people)}@example.test`;
  visitor = shop.visitor();
  client = shop.accounts.client((await shop.accounts.member(email)).accessToken);
});

const path = '/v1/me/identities/google';
const errorOf = ({ location }: Landing): string | null | undefined => location?.searchParams.get('error');

/** As the shop's page does it in the visitor's browser. */
async function asksToLink(
  body: Record<string, unknown> = { currentPassword: passphrase, returnTo: '/account' },
  by = client,
): Promise<Answer<Problem & { url: string }>> {
  const answer = await by.send<Problem & { url: string }>('POST', path, body);
  visitor.jar.take(answer.headers);
  return answer;
}

async function links(address = googleEmail): Promise<Landing> {
  const { body } = await asksToLink();
  return visitor.comesBack(
    await visitor.chooses({ email: address, emailVerified: false }, new URL(body.url)),
  );
}

async function linked(by = client): Promise<string[]> {
  const { items } = await by.get<{ items: { provider: string; email: string }[] }>('/v1/me/identities');
  return items.map(({ provider, email: address }) => `${provider}: ${address}`);
}

const notices = async (): Promise<string[]> => {
  const rows = await shop.accounts.database.query<{ payload: string }>(
    "SELECT payload FROM outbox WHERE type = 'customers.security-notice' AND payload LIKE ? ORDER BY id",
    [`%"email":"${email}"%`],
  );
  return rows
    .map(({ payload }) => (JSON.parse(payload) as { notice: string }).notice)
    .filter((n) => /ident/.test(n));
};

describe('linking from the profile', () => {
  it('lets somebody sign in with a Google account of any address', async () => {
    const landing = await links();
    expect(landing.location?.href).toBe(`${publicUrl}/account?linked=google`);
    expect(await linked()).toEqual([`google: ${googleEmail}`]);
    expect(await notices()).toEqual(['identity-linked']);
    const later = shop.visitor();
    await later.signsInAs({ email: googleEmail, emailVerified: false });
    expect(await later.email()).toBe(email);
  });

  it('signs nobody in by itself', async () => {
    await links();
    expect(visitor.accessToken).toBeUndefined();
  });

  it('is written down', async () => {
    await links();
    const [row] = await shop.accounts.database.query<{ after_state: string }>(
      `SELECT after_state FROM audit_log a JOIN customers c ON LOWER(HEX(c.id)) = REPLACE(a.subject_id, '-', '')
       WHERE a.action = 'customers.link-identity' AND c.email = ?`,
      [email],
    );
    expect(JSON.parse(row!.after_state)).toEqual({ provider: 'google', how: 'from-profile' });
  });

  it('is the only way for staff', async () => {
    await shop.accounts.database.query("UPDATE customers SET role = 'owner' WHERE email = ?", [email]);
    client = shop.accounts.client((await shop.accounts.signIn(email)).body.accessToken);
    await links();
    const later = shop.visitor();
    await later.signsInAs({ email: googleEmail });
    expect(await later.email()).toBe(email);
  });

  it.each([
    ['no password', {}, 'auth.password-needed'],
    ['a wrong password', { currentPassword: 'not it at all' }, 'auth.wrong-password'],
  ])('needs the password: %s', async (_, body, code) => {
    const { status, body: problem, headers } = await asksToLink(body);
    expect([status, problem.code]).toEqual([403, code]);
    expect(headers.getSetCookie().join()).not.toContain('sign-in');
  });

  it('leads back to pages of the shop only', async () => {
    const { status, body } = await asksToLink({
      currentPassword: passphrase,
      returnTo: 'https://evil.example/',
    });
    expect([status, body.code]).toEqual([400, 'auth.return-url-refused']);
  });

  it('needs a sign-in', async () => {
    expect((await asksToLink({ currentPassword: passphrase }, shop.accounts.client())).status).toBe(401);
  });

  it('does not work in a browser that has not asked for it: nobody links somebody else’s Google account to theirs', async () => {
    const { body } = await asksToLink();
    const victim = shop.visitor();
    const landing = await victim.comesBack(await victim.chooses({ email: googleEmail }, new URL(body.url)));
    expect(landing.status).toBe(400);
    expect(await linked()).toEqual([]);
  });

  it('does not work any more once one has signed out', async () => {
    const { body } = await asksToLink();
    await client.send('DELETE', '/v1/auth/sessions/current');
    const landing = await visitor.comesBack(await visitor.chooses({ email: googleEmail }, new URL(body.url)));
    expect(errorOf(landing)).toBe('auth.sign-in-attempt-invalid');
    const again: Tokens = (await shop.accounts.signIn(email)).body;
    expect(await linked(shop.accounts.client(again.accessToken))).toEqual([]);
  });

  it('is refused for a Google account that opens another account, by 409 on a page', async () => {
    await links();
    const { accessToken } = await shop.accounts.member(`other.${email}`);
    const other = shop.accounts.client(accessToken);
    const { body } = await asksToLink({ currentPassword: passphrase }, other);
    const landing = await visitor.comesBack(await visitor.chooses({ email: googleEmail }, new URL(body.url)));
    expect(landing.status).toBe(409);
    expect(landing.body).toContain('linked to another account of the shop');
    expect(await linked(other)).toEqual([]);
    expect(await linked()).toEqual([`google: ${googleEmail}`]);
  });

  it('is refused for a second Google account', async () => {
    await links();
    const { status, body } = await asksToLink();
    expect([status, body.code]).toEqual([409, 'customers.another-identity-linked']);
  });

  it('is refused for a second Google account, in another window too', async () => {
    const first = (await asksToLink()).body.url;
    const callback = await visitor.chooses({ email: googleEmail }, new URL(first));
    const cookie = visitor.jar.named('sign-in')!;
    await links(`second.${googleEmail}`);
    visitor.jar.set('tradepost-sign-in', cookie);
    expect(errorOf(await visitor.comesBack(callback))).toBe('customers.another-identity-linked');
  });

  it('is refused for an account that nobody has verified', async () => {
    const { body } = await asksToLink();
    await shop.accounts.database.query('UPDATE customers SET email_verified_at = NULL WHERE email = ?', [
      email,
    ]);
    const landing = await visitor.comesBack(await visitor.chooses({ email: googleEmail }, new URL(body.url)));
    expect(errorOf(landing)).toBe('auth.email-not-verified');
  });
});

describe('unlinking', () => {
  it('ends the sign-ins with Google, and every other session', async () => {
    await links();
    const elsewhere = shop.visitor();
    await elsewhere.signsInAs({ email: googleEmail });
    const { status } = await client.send('DELETE', path, { currentPassword: passphrase });
    expect(status).toBe(204);
    expect(await linked()).toEqual([]);
    expect(await notices()).toEqual(['identity-linked', 'identity-unlinked']);
    const [left] = await shop.accounts.database.query<{ running: number }>(
      `SELECT COUNT(*) AS running FROM sessions s JOIN customers c ON c.id = s.customer_id
       WHERE c.email = ? AND s.ended_at IS NULL`,
      [email],
    );
    expect(left?.running).toBe(1);
    const later = shop.visitor();
    const landing = await later.signsInAs(
      { email: googleEmail, emailVerified: false },
      { returnTo: '/account' },
    );
    expect(errorOf(landing)).toBe('auth.provider-email-unverified');
  });

  it.each([
    ['no password', {}, 'auth.password-needed'],
    ['a wrong password', { currentPassword: 'not it at all' }, 'auth.wrong-password'],
  ])('needs the password: %s', async (_, body, code) => {
    await links();
    const answer = await client.send<Problem>('DELETE', path, body);
    expect([answer.status, answer.body.code]).toEqual([403, code]);
    expect(await linked()).toHaveLength(1);
  });

  it('of what is not linked is a 404', async () => {
    const { status, body } = await client.send<Problem>('DELETE', path, { currentPassword: passphrase });
    expect([status, body.code]).toEqual([404, 'customers.identity-not-found']);
  });

  it('is refused while it is the only way in', async () => {
    await visitor.signsInAs({ email: googleEmail });
    const owner = shop.accounts.client(visitor.accessToken);
    const { status, body } = await owner.send<Problem>('DELETE', path, {});
    expect([status, body.code]).toEqual([409, 'customers.last-way-in']);
    expect(await linked(owner)).toHaveLength(1);
  });

  it('touches nobody else’s', async () => {
    await links();
    const { accessToken } = await shop.accounts.member(`other.${email}`);
    const { status } = await shop.accounts
      .client(accessToken)
      .send('DELETE', path, { currentPassword: passphrase });
    expect(status).toBe(404);
    expect(await linked()).toHaveLength(1);
  });
});
