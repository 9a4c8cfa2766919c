import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database/database.js';
import { bytesToId, idToBytes } from '#platform/database/id-column.js';
import { databaseNow, type SqlRow } from '#platform/database/named-parameters.js';
import { ImportedRecords, type ImportedRecord } from '../../domain/tshirtshop/imported-records.js';
import type { ShopTable } from '../../domain/tshirtshop/shop-tables.js';

const source = 'tshirtshop';

@Injectable()
export class MysqlImportedRecords extends ImportedRecords {
  constructor(private readonly database: Database) {
    super();
  }

  override async find(table: ShopTable, sourceIds: readonly string[]): Promise<Map<string, ImportedRecord>> {
    if (sourceIds.length === 0) return new Map();
    const rows = await this.database.query<{ source_id: string; target_id: Buffer; content_hash: Buffer }>(
      `SELECT source_id, target_id, content_hash
       FROM imported_records
       WHERE source = :source AND source_table = :table AND source_id IN (:sourceIds)`,
      { source, table, sourceIds },
    );
    return new Map(
      rows.map(({ source_id: sourceId, target_id, content_hash }) => [
        sourceId,
        { sourceId, targetId: bytesToId(target_id), contentHash: content_hash.toString('hex') },
      ]),
    );
  }

  override async keep(table: ShopTable, records: readonly ImportedRecord[]): Promise<void> {
    if (records.length === 0) return;
    await this.database.write(
      `INSERT INTO imported_records (source, source_table, source_id, target_id, content_hash, imported_at)
       VALUES :rows
       ON DUPLICATE KEY UPDATE
         target_id = VALUES(target_id), content_hash = VALUES(content_hash), imported_at = VALUES(imported_at)`,
      {
        rows: records.map(({ sourceId, targetId, contentHash }): SqlRow => {
          const hash = Buffer.from(contentHash, 'hex');
          return [source, table, sourceId, idToBytes(targetId), hash, databaseNow];
        }),
      },
    );
  }
}
