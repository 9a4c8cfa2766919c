import { Injectable } from '@nestjs/common';
import { ChangeFeed } from '#platform/changes/change-feed.js';
import { Database } from '#platform/database/database.js';
import { bytesToId, idToBytes } from '#platform/database/id-column.js';
import type { ApiKey } from '../domain/api-key.js';
import { ApiKeys } from '../domain/api-keys.js';
import type { ApiKeyId, CustomerId } from '../domain/ids.js';

/** What processes that keep a key in memory are told by. */
export const apiKeyTopic = 'api-key';

@Injectable()
export class MysqlApiKeys extends ApiKeys {
  constructor(
    private readonly database: Database,
    private readonly changeFeed: ChangeFeed,
  ) {
    super();
  }

  override async add(key: ApiKey, secretHash: Buffer, hint: string): Promise<void> {
    await this.database.write(
      `INSERT INTO api_keys (id, name, secret_hash, hint, scopes, created_by, created_at, expires_at)
       VALUES (:id, :name, :secretHash, :hint, :scopes, :madeBy, UTC_TIMESTAMP(3), :expiresAt)`,
      {
        id: idToBytes(key.id),
        name: key.name,
        secretHash,
        hint,
        scopes: key.scopes.join(' '),
        madeBy: idToBytes(key.madeBy),
        expiresAt: key.expiresAt,
      },
    );
  }

  override async revoke(id: ApiKeyId): Promise<string | undefined> {
    const row = await this.database.queryOne<{ name: string }>(
      'SELECT name FROM api_keys WHERE id = :id AND revoked_at IS NULL FOR UPDATE',
      { id: idToBytes(id) },
    );
    if (row === undefined) return undefined;
    await this.end([id]);
    return row.name;
  }

  override async revokeAllOf(maker: CustomerId): Promise<readonly ApiKeyId[]> {
    const rows = await this.database.query<{ id: Buffer }>(
      'SELECT id FROM api_keys WHERE created_by = :maker AND revoked_at IS NULL ORDER BY id FOR UPDATE',
      { maker: idToBytes(maker) },
    );
    const ids = rows.map(({ id }) => bytesToId<ApiKeyId>(id));
    if (ids.length > 0) await this.end(ids);
    return ids;
  }

  private async end(ids: readonly ApiKeyId[]): Promise<void> {
    await this.database.write('UPDATE api_keys SET revoked_at = UTC_TIMESTAMP(3) WHERE id IN (:ids)', {
      ids: ids.map(idToBytes),
    });
    await this.changeFeed.append(ids.map((id) => ({ topic: apiKeyTopic, subject: id })));
  }
}
