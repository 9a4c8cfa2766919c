import { Injectable } from '@nestjs/common';
import { ChangeFeed } from '#platform/changes/change-feed.js';
import { Database } from '#platform/database/database.js';
import { bytesToId, idToBytes } from '#platform/database/id-column.js';
import { currentClient } from '#platform/observability/request-scope.js';
import { newId } from '#shared-kernel';
import type { CustomerId, SessionId } from '../domain/ids.js';
import type { Role } from '../domain/roles.js';
import {
  Sessions,
  type Account,
  type NewSession,
  type PresentedRefreshToken,
  type SessionEnd,
  type SessionKind,
} from '../domain/sessions.js';

interface AccountRow {
  customer_id: Buffer;
  email: string;
  role: Role;
}

interface TokenRow extends AccountRow {
  session_id: Buffer;
  has_ended: number;
  has_second_factor: number;
  seconds_left: number;
  used_seconds_ago: number | null;
  successor_is_used: number | null;
}

/** Plain SQL both ways: what is asked of a session is asked of the database's clock in the same statement. */
@Injectable()
export class MysqlSessions extends Sessions {
  constructor(
    private readonly database: Database,
    private readonly changeFeed: ChangeFeed,
  ) {
    super();
  }

  override async start({
    customerId,
    kind,
    lifetimeSeconds,
    method,
    secondFactor,
  }: NewSession): Promise<SessionId> {
    const id = newId<SessionId>();
    const client = currentClient();
    await this.database.write(
      `INSERT INTO sessions (id, customer_id, kind, method, address, user_agent, second_factor_at, created_at, last_used_at, expires_at)
       VALUES (:id, :customerId, :kind, :method, :address, :userAgent, IF(:secondFactor, UTC_TIMESTAMP(3), NULL),
               UTC_TIMESTAMP(3), UTC_TIMESTAMP(3), UTC_TIMESTAMP(3) + INTERVAL :lifetimeSeconds SECOND)`,
      {
        id: idToBytes(id),
        customerId: idToBytes(customerId),
        kind,
        lifetimeSeconds,
        method,
        secondFactor: secondFactor ? 1 : 0,
        address: client?.address ?? null,
        userAgent: client?.userAgent ?? null,
      },
    );
    return id;
  }

  override async addToken(sessionId: SessionId, tokenHash: Buffer): Promise<void> {
    await this.database.write(
      `INSERT INTO refresh_tokens (token_hash, session_id, issued_at)
       VALUES (:tokenHash, :sessionId, UTC_TIMESTAMP(3))`,
      { tokenHash, sessionId: idToBytes(sessionId) },
    );
  }

  override async present(
    tokenHash: Buffer,
    successorHash: Buffer,
  ): Promise<PresentedRefreshToken | undefined> {
    const session = await this.database.queryOne(
      `SELECT s.id
       FROM refresh_tokens t
       JOIN sessions s ON s.id = t.session_id
       WHERE t.token_hash = :tokenHash
       FOR UPDATE`,
      { tokenHash },
    );
    if (session === undefined) return undefined;
    // Asked anew now that nobody else can use the token: the first statement may have waited for one who did.
    const row = await this.database.queryOne<TokenRow>(
      `SELECT s.id AS session_id, c.id AS customer_id, c.email, c.role,
              s.ended_at IS NOT NULL OR s.expires_at <= UTC_TIMESTAMP(3) OR c.disabled_at IS NOT NULL AS has_ended,
              s.second_factor_at IS NOT NULL AS has_second_factor,
              TIMESTAMPDIFF(SECOND, UTC_TIMESTAMP(3), s.expires_at) AS seconds_left,
              TIMESTAMPDIFF(MICROSECOND, t.used_at, UTC_TIMESTAMP(3)) / 1000000 AS used_seconds_ago,
              IF(n.token_hash IS NULL, NULL, n.used_at IS NOT NULL) AS successor_is_used
       FROM refresh_tokens t
       JOIN sessions s ON s.id = t.session_id
       JOIN customers c ON c.id = s.customer_id
       LEFT JOIN refresh_tokens n ON n.token_hash = :successorHash
       WHERE t.token_hash = :tokenHash`,
      { tokenHash, successorHash },
    );
    return row === undefined ? undefined : presentedToken(row);
  }

  override async rotate(sessionId: SessionId, tokenHash: Buffer, successorHash: Buffer): Promise<void> {
    await this.database.write(
      'UPDATE refresh_tokens SET used_at = UTC_TIMESTAMP(3) WHERE token_hash = :tokenHash',
      {
        tokenHash,
      },
    );
    await this.addToken(sessionId, successorHash);
    const client = currentClient();
    await this.database.write(
      `UPDATE sessions
       SET last_used_at = UTC_TIMESTAMP(3), address = COALESCE(:address, address), user_agent = COALESCE(:userAgent, user_agent)
       WHERE id = :id`,
      {
        id: idToBytes(sessionId),
        address: client?.address ?? null,
        userAgent: client?.userAgent ?? null,
      },
    );
  }

  override async isRunningOf(customerId: CustomerId, sessionId: SessionId): Promise<boolean> {
    const row = await this.database.queryOne(
      `SELECT id
       FROM sessions
       WHERE id = :sessionId AND customer_id = :customerId AND ended_at IS NULL AND expires_at > UTC_TIMESTAMP(3)
       FOR UPDATE`,
      { sessionId: idToBytes(sessionId), customerId: idToBytes(customerId) },
    );
    return row !== undefined;
  }

  override end(sessionId: SessionId, reason: SessionEnd): Promise<void> {
    return this.endThese([sessionId], reason);
  }

  override async endAllOf(customerId: CustomerId, reason: SessionEnd, except?: SessionId): Promise<void> {
    const rows = await this.database.query<{ id: Buffer }>(
      `SELECT id
       FROM sessions
       WHERE customer_id = :customerId AND ended_at IS NULL AND expires_at > UTC_TIMESTAMP(3)
       FOR UPDATE`,
      { customerId: idToBytes(customerId) },
    );
    const ids = rows.map(({ id }) => bytesToId<SessionId>(id)).filter((id) => id !== except);
    await this.endThese(ids, reason);
  }

  /** Every process that checks access tokens is told by the change feed, in the same transaction. */
  private async endThese(sessionIds: readonly SessionId[], reason: SessionEnd): Promise<void> {
    if (sessionIds.length === 0) return;
    await this.database.write(
      `UPDATE sessions
       SET ended_at = UTC_TIMESTAMP(3), end_reason = :reason
       WHERE id IN (:ids) AND ended_at IS NULL`,
      { ids: sessionIds.map(idToBytes), reason },
    );
    await this.changeFeed.append(sessionIds.map((subject) => ({ topic: 'session', subject })));
  }

  override async noteSecondFactor(sessionId: SessionId, isShown: boolean): Promise<void> {
    await this.database.write(
      'UPDATE sessions SET second_factor_at = IF(:isShown, UTC_TIMESTAMP(3), NULL) WHERE id = :id',
      { id: idToBytes(sessionId), isShown: isShown ? 1 : 0 },
    );
  }

  override async running(sessionId: SessionId, kind: SessionKind): Promise<Account | undefined> {
    const row = await this.database.queryOne<AccountRow>(
      `SELECT c.id AS customer_id, c.email, c.role
       FROM sessions s
       JOIN customers c ON c.id = s.customer_id
       WHERE s.id = :sessionId AND s.kind = :kind AND s.ended_at IS NULL AND s.expires_at > UTC_TIMESTAMP(3)
         AND c.disabled_at IS NULL`,
      { sessionId: idToBytes(sessionId), kind },
    );
    return row === undefined ? undefined : accountOf(row);
  }

  override async deleteExpired(limit: number): Promise<number> {
    // Index sessions_expired; the tokens go with their session by the foreign key.
    const { affectedRows } = await this.database.writeAlone(
      `DELETE FROM sessions
       WHERE expires_at < UTC_TIMESTAMP(3)
       ORDER BY expires_at
       LIMIT ${String(limit)}`,
    );
    return affectedRows;
  }
}

function presentedToken(row: TokenRow): PresentedRefreshToken {
  return {
    sessionId: bytesToId<SessionId>(row.session_id),
    account: accountOf(row),
    secondFactor: row.has_second_factor === 1,
    sessionSeconds: row.seconds_left,
    sessionHasEnded: row.has_ended === 1,
    usedSecondsAgo: row.used_seconds_ago ?? undefined,
    successorIsUsed: row.successor_is_used === null ? undefined : row.successor_is_used === 1,
  };
}

function accountOf({ customer_id, email, role }: AccountRow): Account {
  return { id: bytesToId<CustomerId>(customer_id), email, role };
}
