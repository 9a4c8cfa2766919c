import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database/database.js';
import { bytesToId } from '#platform/database/id-column.js';
import { BulkReferences, type KnownOption } from '../domain/bulk-references.js';
import type { CategoryId, OptionId, OptionValueId, ProductId } from '../domain/ids.js';

interface Named {
  name: string;
  id: Buffer;
}

interface OptionRow {
  id: Buffer;
  code: string;
  value_id: Buffer | null;
  value_code: string;
  value_name: string;
}

@Injectable()
export class MysqlBulkReferences extends BulkReferences {
  constructor(private readonly database: Database) {
    super();
  }

  override productsBySlug(slugs: readonly string[]): Promise<Map<string, ProductId>> {
    return this.ids('SELECT slug AS name, id FROM products WHERE slug IN (:names)', slugs);
  }

  override ownersOfSkus(skus: readonly string[]): Promise<Map<string, ProductId>> {
    return this.ids('SELECT sku AS name, product_id AS id FROM variants WHERE sku IN (:names)', skus);
  }

  override categoriesBySlug(slugs: readonly string[]): Promise<Map<string, CategoryId>> {
    return this.ids('SELECT slug AS name, id FROM categories WHERE slug IN (:names)', slugs);
  }

  override async options(): Promise<KnownOption[]> {
    const rows = await this.database.query<OptionRow>(
      `SELECT o.id, o.code, v.id AS value_id, v.code AS value_code, v.name AS value_name
       FROM options o
       LEFT JOIN option_values v ON v.option_id = o.id
       ORDER BY o.position, o.id, v.position, v.id`,
    );
    const options = new Map<string, KnownOption & { values: KnownOption['values'][number][] }>();
    for (const { id, code, value_id, value_code, value_name } of rows) {
      const option = options.get(code) ?? { id: bytesToId<OptionId>(id), code, values: [] };
      options.set(code, option);
      if (value_id !== null)
        option.values.push({ id: bytesToId<OptionValueId>(value_id), code: value_code, name: value_name });
    }
    return [...options.values()];
  }

  private async ids<Id extends ProductId | CategoryId>(
    sql: string,
    names: readonly string[],
  ): Promise<Map<string, Id>> {
    if (names.length === 0) return new Map();
    const rows = await this.database.query<Named>(sql, { names });
    return new Map(rows.map(({ name, id }) => [name, bytesToId<Id>(id)]));
  }
}
