import { Injectable } from '@nestjs/common';
import { VariantNames, type VariantName } from '#catalog';
import { Database } from '#platform/database/database.js';
import { bytesToId, idToBytes, textToIdBytes } from '#platform/database/id-column.js';
import type { PageRequest } from '#shared-kernel';
import { VariantNotFound } from '../domain/inventory.errors.js';
import type { MovementKind } from '../domain/stock.js';
import type { MovementList, MovementView, StockPage, StockView } from './stock.views.js';

interface StockRow {
  variant_id: Buffer;
  available: number;
  reserved: number;
  version: number;
  updated_at: Date | null;
}

interface MovementRow {
  id: Buffer;
  kind: MovementKind;
  quantity: number;
  order_id: Buffer | null;
  reason: string | null;
  actor: string | null;
  occurred_at: Date;
}

/** Whoever has more to look after than this needs no exact number. */
const countedUpTo = 1_000;

/** The stock as staff see it. Names come from the catalogue, by primary key: inventory keeps none that could be out of date. */
@Injectable()
export class StockQueries {
  constructor(
    private readonly database: Database,
    private readonly names: VariantNames,
  ) {}

  /** Variants of which fewer than `below` pieces can be sold, the fewest first. A variant that never had stock is not listed. */
  async page(below: number, page: PageRequest): Promise<StockPage> {
    const { offset, limit } = page;
    const [rows, counted] = await Promise.all([
      // The inner query walks the index stock_available alone; only the rows of the page are looked up.
      this.database.query<StockRow>(
        `SELECT s.variant_id, s.available, s.reserved, s.version, s.updated_at
         FROM (
           SELECT variant_id
           FROM stock FORCE INDEX (stock_available)
           WHERE available < :below
           ORDER BY available, variant_id
           LIMIT :limit OFFSET :offset
         ) shown
         JOIN stock s ON s.variant_id = shown.variant_id
         ORDER BY s.available, s.variant_id`,
        // As text: mysql2 sends numbers as DOUBLE, which MySQL refuses behind LIMIT.
        { below, limit: String(limit), offset: String(offset) },
      ),
      this.count(below),
    ]);
    const names = await this.names.of(rows.map((row) => bytesToId(row.variant_id)));
    return {
      items: rows.map((row) => stockView(row, names.get(bytesToId(row.variant_id)))),
      page: page.page,
      limit,
      total: Math.max(Math.min(counted, countedUpTo), rows.length === 0 ? 0 : offset + rows.length),
      totalRelation: counted > countedUpTo ? 'at-least' : 'exact',
    };
  }

  /** Also for a variant of the catalogue that never had stock: it has none. @throws VariantNotFound */
  async find(variantId: string): Promise<StockView> {
    const id = textToIdBytes(variantId);
    if (id === undefined) throw new VariantNotFound();
    const [row, names] = await Promise.all([
      this.database.queryOne<StockRow>(
        `SELECT variant_id, available, reserved, version, updated_at
         FROM stock
         WHERE variant_id = :id`,
        { id },
      ),
      this.names.of([bytesToId(id)]),
    ]);
    const name = names.get(bytesToId(id));
    if (row === undefined && name === undefined) throw new VariantNotFound();
    return stockView(
      row ?? { variant_id: id, available: 0, reserved: 0, version: 0, updated_at: null },
      name,
    );
  }

  /** The ledger of a variant, newest first, from the entry after `cursor` on. @throws VariantNotFound */
  async movements(variantId: string, cursor: string | undefined, limit: number): Promise<MovementList> {
    const { variantId: known } = await this.find(variantId);
    // A range of the primary key, read backwards; ids grow with time.
    const rows = await this.database.query<MovementRow>(
      `SELECT id, kind, quantity, order_id, reason, actor, occurred_at
       FROM stock_movements
       WHERE variant_id = :variantId AND id < :before
       ORDER BY id DESC
       LIMIT :limit`,
      {
        variantId: idToBytes(known),
        before: cursor === undefined ? Buffer.alloc(16, 0xff) : idToBytes(cursor),
        limit: String(limit + 1),
      },
    );
    const items = rows.slice(0, limit).map(movementView);
    const last = items.at(-1);
    return { items, limit, ...(rows.length > limit && last !== undefined ? { nextCursor: last.id } : {}) };
  }

  private async count(below: number): Promise<number> {
    const row = await this.database.queryOne<{ total: number }>(
      `SELECT COUNT(*) AS total
       FROM (
         SELECT 1
         FROM stock FORCE INDEX (stock_available)
         WHERE available < :below
         LIMIT ${String(countedUpTo + 1)}
       ) counted`,
      { below },
    );
    return row?.total ?? 0;
  }
}

function stockView(row: StockRow, name: VariantName | undefined): StockView {
  return {
    variantId: bytesToId(row.variant_id),
    sku: name?.sku ?? null,
    productId: name?.productId ?? null,
    productName: name?.productName ?? null,
    variantName: name?.variantName ?? null,
    archived: name?.archived ?? true,
    available: row.available,
    reserved: row.reserved,
    version: row.version,
    updatedAt: row.updated_at?.toISOString() ?? null,
  };
}

function movementView(row: MovementRow): MovementView {
  return {
    id: bytesToId(row.id),
    kind: row.kind,
    quantity: row.quantity,
    orderId: row.order_id === null ? null : bytesToId(row.order_id),
    reason: row.reason,
    actor: row.actor,
    occurredAt: row.occurred_at.toISOString(),
  };
}
