import { Injectable, Logger, Optional, type OnModuleInit } from '@nestjs/common';
import { ApiKeyDoor, ApiKeys } from '#platform/auth/api-keys.js';
import type { Principal } from '#platform/auth/principal.js';
import { tagOf } from '#platform/cache/cacheable.js';
import { ChangeFollower } from '#platform/changes/change-follower.js';
import { Database } from '#platform/database/database.js';
import { bytesToId, idToBytes } from '#platform/database/id-column.js';
import { hashOfToken } from '../application/opaque-token.js';
import type { ApiKeyId } from '../domain/ids.js';
import { grantableScopes, permissionsOf, staffRoles } from '../domain/roles.js';
import { apiKeyTopic } from './mysql-api-keys.js';

interface KeyRow {
  id: Buffer;
  scopes: string;
  /** Of its life; null if it has no end. */
  left_seconds: number | null;
}

interface KeptKey {
  readonly principal: Principal;
  readonly endsAt: number;
  /** Of the change feed, taken before the key was read. */
  readonly version: number;
}

/** Besides what the feed tells: the role of its maker is asked for that often. */
const keptMs = 5_000;
const mostKept = 1_000;
const notedEveryMs = 60_000;
const makers = staffRoles.filter((role) => permissionsOf(role).has('api-keys:manage'));

/**
 * API keys as the door sees them. A key that was read is kept for seconds, as long as the change feed says that it was not revoked; while the
 * feed can't be read, the database is asked each time.
 */
@Injectable()
export class ServedApiKeys extends ApiKeys implements OnModuleInit {
  private readonly logger = new Logger(ServedApiKeys.name);
  private readonly kept = new Map<string, KeptKey>();
  private readonly notedAt = new Map<string, number>();

  constructor(
    private readonly database: Database,
    @Optional() private readonly door?: ApiKeyDoor,
    @Optional() private readonly follower?: ChangeFollower,
  ) {
    super();
  }

  onModuleInit(): void {
    this.door?.serve(this);
  }

  override async principalOf(secret: string): Promise<Principal | undefined> {
    const hash = hashOfToken(secret);
    const principal = this.fromMemory(hash) ?? (await this.fromDatabase(hash));
    if (principal !== undefined) this.noteUse(principal.id);
    return principal;
  }

  private fromMemory(hash: Buffer): Principal | undefined {
    const key = this.kept.get(hash.toString('latin1'));
    if (key === undefined || this.follower?.isFresh !== true || key.endsAt <= Date.now()) return undefined;
    const isUnchanged = this.follower.isUnchangedSince([tagOf(apiKeyTopic, key.principal.id)], key.version);
    return isUnchanged ? key.principal : undefined;
  }

  private async fromDatabase(hash: Buffer): Promise<Principal | undefined> {
    const version = this.follower?.position?.version;
    const row = await this.database.queryOne<KeyRow>(
      `SELECT k.id, k.scopes, TIMESTAMPDIFF(MICROSECOND, UTC_TIMESTAMP(3), k.expires_at) / 1000000 AS left_seconds
       FROM api_keys k
       JOIN customers c ON c.id = k.created_by
       WHERE k.secret_hash = :hash
         AND k.revoked_at IS NULL
         AND (k.expires_at IS NULL OR k.expires_at > UTC_TIMESTAMP(3))
         AND c.disabled_at IS NULL
         AND c.role IN (:makers)`,
      { hash, makers },
    );
    if (row === undefined) {
      this.kept.delete(hash.toString('latin1'));
      return undefined;
    }
    const principal = principalOf(row);
    if (version !== undefined) this.keep(hash, { principal, version, endsAt: endOf(row) });
    return principal;
  }

  private keep(hash: Buffer, key: KeptKey): void {
    const oldest = this.kept.keys().next();
    if (this.kept.size >= mostKept && oldest.done === false) this.kept.delete(oldest.value);
    this.kept.set(hash.toString('latin1'), key);
  }

  /** For staff, who look for keys that nobody uses any more. The request does not wait for it. */
  private noteUse(keyId: string): void {
    const now = Date.now();
    if ((this.notedAt.get(keyId) ?? 0) > now - notedEveryMs) return;
    if (this.notedAt.size >= mostKept) this.notedAt.clear();
    this.notedAt.set(keyId, now);
    this.database
      .writeAlone(
        `UPDATE api_keys
         SET last_used_at = UTC_TIMESTAMP(3)
         WHERE id = :id AND (last_used_at IS NULL OR last_used_at < UTC_TIMESTAMP(3) - INTERVAL 1 MINUTE)`,
        { id: idToBytes(keyId) },
      )
      .catch((error: unknown) => {
        this.notedAt.delete(keyId);
        this.logger.warn(`The use of API key ${keyId} could not be noted: ${String(error)}`);
      });
  }
}

function principalOf({ id, scopes }: KeyRow): Principal {
  const keyId = bytesToId<ApiKeyId>(id);
  // What was grantable once may not be any more.
  const permissions = new Set(scopes.split(' ').filter((scope) => grantable.has(scope)));
  return { id: keyId, role: 'api-key', permissions, sessionId: keyId };
}

function endOf({ left_seconds }: KeyRow): number {
  return Date.now() + Math.min(keptMs, left_seconds === null ? Infinity : left_seconds * 1_000);
}

const grantable = new Set<string>(grantableScopes);
