import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database/database.js';
import { bytesToId, textToIdBytes } from '#platform/database/id-column.js';

/** How people know a variant. */
export interface VariantName {
  variantId: string;
  productId: string;
  sku: string;
  productName: string;
  /** What sets it apart from its siblings; empty if the product has only one variant. */
  variantName: string;
  /** Put away: not sold any more, but orders may refer to it. */
  archived: boolean;
}

interface NameRow {
  id: Buffer;
  product_id: Buffer;
  sku: string;
  product_name: string;
  name: string;
  archived: number;
}

/** For staff pages of other contexts: every variant that the catalogue knows, drafts and archived ones too. */
@Injectable()
export class VariantNames {
  constructor(private readonly database: Database) {}

  /** By id; ids that the catalogue doesn't know are missing. One query by primary key; joins the caller's unit of work. */
  async of(variantIds: readonly string[]): Promise<Map<string, VariantName>> {
    const ids = variantIds.map(textToIdBytes).filter((id) => id !== undefined);
    if (ids.length === 0) return new Map();
    const rows = await this.database.query<NameRow>(
      `SELECT v.id, v.product_id, v.sku, p.name AS product_name, v.name,
              v.archived_at IS NOT NULL OR p.status = 'archived' AS archived
       FROM variants v
       JOIN products p ON p.id = v.product_id
       WHERE v.id IN (:ids)`,
      { ids },
    );
    return new Map(rows.map((row) => [bytesToId(row.id), variantName(row)]));
  }
}

function variantName(row: NameRow): VariantName {
  return {
    variantId: bytesToId(row.id),
    productId: bytesToId(row.product_id),
    sku: row.sku,
    productName: row.product_name,
    variantName: row.name,
    archived: row.archived === 1,
  };
}
