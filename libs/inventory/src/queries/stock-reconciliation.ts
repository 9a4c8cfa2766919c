import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database/database.js';
import { bytesToId } from '#platform/database/id-column.js';

/** A variant whose shelf, ledger and reservations do not tell the same story. Pieces. */
export interface StockDifference {
  variantId: string;
  available: number;
  reserved: number;
  ledgerAvailable: number;
  ledgerReserved: number;
  /** What the reservations that are held add up to. */
  held: number;
}

interface Row extends Omit<StockDifference, 'variantId'> {
  variantId: Buffer;
}

/** For operators and tests of failure: initial stock = available + reserved + sold, for every variant. Reads the whole ledger. */
@Injectable()
export class StockReconciliation {
  constructor(private readonly database: Database) {}

  /** One consistent view of the three tables. Empty is how it must be. */
  async differences(limit = 100): Promise<StockDifference[]> {
    const rows = await this.database.query<Row>(
      `SELECT s.variant_id AS variantId,
              s.available,
              s.reserved,
              COALESCE(m.available, 0) AS ledgerAvailable,
              COALESCE(m.on_hand - m.available, 0) AS ledgerReserved,
              COALESCE(r.held, 0) AS held
       FROM stock s
       LEFT JOIN (
         SELECT variant_id,
                SUM(IF(kind = 'sold', 0, quantity)) AS available,
                SUM(IF(kind IN ('reserved', 'released'), 0, quantity)) AS on_hand
         FROM stock_movements
         GROUP BY variant_id
       ) m ON m.variant_id = s.variant_id
       LEFT JOIN (
         SELECT variant_id, SUM(quantity) AS held
         FROM reservations
         WHERE status = 'held'
         GROUP BY variant_id
       ) r ON r.variant_id = s.variant_id
       WHERE s.available <> COALESCE(m.available, 0)
          OR s.reserved <> COALESCE(m.on_hand - m.available, 0)
          OR s.reserved <> COALESCE(r.held, 0)
       LIMIT :limit`,
      // As text: mysql2 sends numbers as DOUBLE, which MySQL refuses behind LIMIT.
      { limit: String(limit) },
    );
    return rows.map((row) => ({ ...row, variantId: bytesToId(row.variantId) }));
  }
}
