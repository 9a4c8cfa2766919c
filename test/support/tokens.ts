import type { INestApplicationContext } from '@nestjs/common';
import { SignedTokens } from '#platform/auth/signed-tokens.js';
import { accessToken, type TokenKind } from '#platform/auth/token-kinds.js';
import { idToBytes } from '#platform/database/id-column.js';
import { newId } from '#shared-kernel';
import type { TestDatabase } from './database.js';

export interface TestClaims {
  /** The account; somebody new if left out. */
  sub?: string;
  /** The session; one that nobody has heard of if left out. See `runningSession`. */
  sid?: string;
  role?: string;
  /** Permissions, separated by spaces. */
  scope?: string;
  email?: string;
}

/**
 * A genuine access token, signed with the key of this running application (an API, or a part of one with the AuthModule), for whoever the test
 * says; no account needs to exist.
 */
export function issueToken(
  app: INestApplicationContext,
  { sub = newId(), ...claims }: TestClaims = {},
  { expiresIn = 600, kind = accessToken }: { expiresIn?: number; kind?: TokenKind } = {},
): string {
  const all = { sid: newId(), role: 'customer', scope: '', ...claims };
  return app.get(SignedTokens, { strict: false }).sign(kind, all, { subject: sub, expiresIn });
}

/** As a request's headers. */
export function bearer(app: INestApplicationContext, claims: TestClaims = {}): { authorization: string } {
  return { authorization: `Bearer ${issueToken(app, claims)}` };
}

/**
 * The id of a session that is in the database and goes on, of an account that nobody uses. Needed where the customers context runs, too: while a
 * process can't read the change feed, it asks for the session itself.
 */
export async function runningSession(database: TestDatabase): Promise<string> {
  const [account, session] = [newId(), newId()];
  const email = `${account}@sessions.test`;
  await database.query(
    `INSERT INTO customers (id, email, email_key, name, password_hash, role, locale, created_at)
     VALUES (?, ?, ?, 'Nobody', 'none', 'customer', 'en', UTC_TIMESTAMP(3))`,
    [idToBytes(account), email, email],
  );
  await database.query(
    `INSERT INTO sessions (id, customer_id, kind, created_at, last_used_at, expires_at)
     VALUES (?, ?, 'api', UTC_TIMESTAMP(3), UTC_TIMESTAMP(3), UTC_TIMESTAMP(3) + INTERVAL 1 DAY)`,
    [idToBytes(session), idToBytes(account)],
  );
  return session;
}
