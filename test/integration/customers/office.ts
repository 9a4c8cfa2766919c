import { randomBytes } from 'node:crypto';
import { CreateStaff } from '#customers';
import { bytesToId } from '#platform/database/id-column.js';
import type { HttpClient } from '../../support/http.js';
import { passphrase, type Accounts } from './accounts.js';

/** Somebody of the staff, signed in. */
export interface Colleague {
  readonly id: string;
  readonly email: string;
  readonly client: HttpClient;
  readonly refreshToken: string;
}

/** Makes an account of staff by the short way. */
export async function colleague(
  accounts: Accounts,
  role = 'owner',
  name = 'Grace Hopper',
): Promise<Colleague> {
  const email = `${role}-${randomBytes(4).toString('hex')}@shop.test`;
  const id = await accounts.app.get(CreateStaff).execute({ email, name, password: passphrase, actor: 'cli' });
  await accounts.database.query('UPDATE customers SET role = ? WHERE email = ?', [role, email]);
  return { id, email, ...(await signedIn(accounts, email)) };
}

export async function signedIn(
  accounts: Accounts,
  email: string,
  password = passphrase,
): Promise<Pick<Colleague, 'client' | 'refreshToken'>> {
  const { body } = await accounts.signIn(email, password);
  return { client: accounts.client(body.accessToken), refreshToken: body.refreshToken };
}

/** A customer of the shop, signed in. */
export async function buyer(accounts: Accounts, email: string): Promise<Colleague> {
  const { accessToken, refreshToken } = await accounts.member(email);
  return { id: await idOf(accounts, email), email, client: accounts.client(accessToken), refreshToken };
}

export async function idOf(accounts: Accounts, email: string): Promise<string> {
  const [row] = await accounts.database.query<{ id: Buffer }>('SELECT id FROM customers WHERE email = ?', [
    email,
  ]);
  return bytesToId(row!.id);
}

/** Audit rows of one action, oldest first. */
export async function audited(
  accounts: Accounts,
  action: string,
): Promise<{ actor: string; subject: string; before: unknown; after: unknown }[]> {
  const rows = await accounts.database.query<Record<string, string | null>>(
    'SELECT actor, subject_id, before_state, after_state FROM audit_log WHERE action = ? ORDER BY id',
    [action],
  );
  return rows.map(({ actor, subject_id, before_state, after_state }) => ({
    actor: actor!,
    subject: subject_id!,
    before: JSON.parse(before_state ?? 'null') as unknown,
    after: JSON.parse(after_state ?? 'null') as unknown,
  }));
}

/** Kinds of notices that were written for this address. */
export async function notices(accounts: Accounts, email: string): Promise<string[]> {
  const rows = await accounts.database.query<{ payload: string }>(
    `SELECT payload FROM outbox
     WHERE type = 'customers.security-notice' AND payload LIKE ? COLLATE utf8mb4_bin
     ORDER BY id`,
    [`%"email":"${email}"%`],
  );
  return rows.map(({ payload }) => (JSON.parse(payload) as { notice: string }).notice);
}
