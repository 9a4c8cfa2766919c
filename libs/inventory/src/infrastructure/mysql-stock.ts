import { Injectable } from '@nestjs/common';
import { newId } from '#shared-kernel';
import { Database } from '#platform/database/database.js';
import { bytesToId, idToBytes } from '#platform/database/id-column.js';
import type { SqlValue } from '#platform/database/named-parameters.js';
import {
  Stock,
  type ReservationStatus,
  type ReservedLine,
  type StockLine,
  type StockMovement,
  type StockOfVariant,
} from '../domain/stock.js';

interface ReservedRow {
  variant_id: Buffer;
  quantity: number;
  status: ReservationStatus;
  expires_at: Date;
  available: number | null;
  version: number | null;
}

@Injectable()
export class MysqlStock extends Stock {
  constructor(private readonly database: Database) {
    super();
  }

  async availability(variantIds: readonly string[]): Promise<Map<string, number>> {
    const available = new Map(variantIds.map((id) => [id, 0]));
    if (variantIds.length === 0) return available;
    const rows = await this.database.query<{ variant_id: Buffer; available: number }>(
      `SELECT variant_id, available
       FROM stock
       WHERE variant_id IN (:ids)`,
      { ids: variantIds.map(idToBytes) },
    );
    for (const row of rows) available.set(bytesToId(row.variant_id), row.available);
    return available;
  }

  async addReservation(orderId: string, lines: readonly StockLine[], minutes: number): Promise<number> {
    const parameters: Record<string, SqlValue> = { orderId: idToBytes(orderId), minutes };
    const rows = lines.map(({ variantId, quantity }, index) => {
      const n = String(index);
      parameters[`variant${n}`] = idToBytes(variantId);
      parameters[`quantity${n}`] = quantity;
      return `(:orderId, :variant${n}, :quantity${n}, 'held', UTC_TIMESTAMP(3) + INTERVAL :minutes MINUTE, UTC_TIMESTAMP(3))`;
    });
    // IGNORE: an order that asks again is answered by what its reservation has become, not by an error that ends the transaction.
    const { affectedRows } = await this.database.write(
      `INSERT IGNORE INTO reservations (order_id, variant_id, quantity, status, expires_at, updated_at)
       VALUES ${rows.join(', ')}`,
      parameters,
    );
    return affectedRows;
  }

  async lockReservation(orderId: string): Promise<ReservedLine[]> {
    // The left join leads from the reservation (primary key, sorted) to each stock row (primary key): locks in that order.
    const rows = await this.database.query<ReservedRow>(
      `SELECT r.variant_id, r.quantity, r.status, r.expires_at, s.available, s.version
       FROM reservations r
       LEFT JOIN stock s ON s.variant_id = r.variant_id
       WHERE r.order_id = :orderId
       ORDER BY r.variant_id
       FOR UPDATE`,
      { orderId: idToBytes(orderId) },
    );
    return rows.map((row) => ({
      variantId: bytesToId(row.variant_id),
      quantity: row.quantity,
      status: row.status,
      expiresAt: row.expires_at,
      available: row.available ?? 0,
      version: row.version ?? 0,
    }));
  }

  async markReservation(orderId: string, status: 'sold' | 'released'): Promise<void> {
    await this.database.writeLater(
      `UPDATE reservations
       SET status = :status, updated_at = UTC_TIMESTAMP(3)
       WHERE order_id = :orderId`,
      { orderId: idToBytes(orderId), status },
    );
  }

  async renewReservation(orderId: string, minutes: number): Promise<void> {
    await this.database.writeLater(
      `UPDATE reservations
       SET status = 'held',
           expires_at = UTC_TIMESTAMP(3) + INTERVAL :minutes MINUTE,
           updated_at = UTC_TIMESTAMP(3)
       WHERE order_id = :orderId`,
      { orderId: idToBytes(orderId), minutes },
    );
  }

  async take(lines: readonly StockLine[]): Promise<number> {
    const { parameters, quantity } = quantities(lines);
    const { affectedRows } = await this.database.write(
      `UPDATE stock FORCE INDEX (PRIMARY)
       SET available = available - ${quantity},
           reserved = reserved + ${quantity},
           version = version + 1,
           updated_at = UTC_TIMESTAMP(3)
       WHERE variant_id IN (:ids)
         AND available >= ${quantity}`,
      parameters,
    );
    return affectedRows;
  }

  async giveBack(lines: readonly StockLine[]): Promise<void> {
    const { parameters, quantity } = quantities(lines);
    await this.database.writeLater(
      `UPDATE stock FORCE INDEX (PRIMARY)
       SET available = available + ${quantity},
           reserved = reserved - ${quantity},
           version = version + 1,
           updated_at = UTC_TIMESTAMP(3)
       WHERE variant_id IN (:ids)`,
      parameters,
    );
  }

  async ship(lines: readonly StockLine[]): Promise<void> {
    const { parameters, quantity } = quantities(lines);
    // The version counts changes of what can be sold, and that stays.
    await this.database.writeLater(
      `UPDATE stock FORCE INDEX (PRIMARY)
       SET reserved = reserved - ${quantity},
           updated_at = UTC_TIMESTAMP(3)
       WHERE variant_id IN (:ids)`,
      parameters,
    );
  }

  lock(variantId: string): Promise<StockOfVariant | undefined> {
    return this.database.queryOne<StockOfVariant>(
      `SELECT available, reserved, version
       FROM stock
       WHERE variant_id = :variantId
       FOR UPDATE`,
      { variantId: idToBytes(variantId) },
    );
  }

  async addShelf(variantId: string): Promise<void> {
    await this.database.writeLater(
      `INSERT IGNORE INTO stock (variant_id, available, reserved, version, updated_at)
       VALUES (:variantId, 0, 0, 0, UTC_TIMESTAMP(3))`,
      { variantId: idToBytes(variantId) },
    );
  }

  async setAvailable(variantId: string, available: number): Promise<void> {
    await this.database.writeLater(
      `UPDATE stock
       SET available = :available, version = version + 1, updated_at = UTC_TIMESTAMP(3)
       WHERE variant_id = :variantId`,
      { variantId: idToBytes(variantId), available },
    );
  }

  async addMovements(movements: readonly StockMovement[]): Promise<void> {
    const parameters: Record<string, SqlValue> = {};
    const rows = movements.map(({ variantId, kind, quantity, orderId, reason, actor }, index) => {
      const n = String(index);
      parameters[`id${n}`] = idToBytes(newId());
      parameters[`variant${n}`] = idToBytes(variantId);
      parameters[`kind${n}`] = kind;
      parameters[`quantity${n}`] = quantity;
      parameters[`order${n}`] = orderId === undefined ? null : idToBytes(orderId);
      parameters[`reason${n}`] = reason?.slice(0, 200) ?? null;
      parameters[`actor${n}`] = actor ?? null;
      return `(:id${n}, :variant${n}, :kind${n}, :quantity${n}, :order${n}, :reason${n}, :actor${n}, UTC_TIMESTAMP(3))`;
    });
    await this.database.writeLater(
      `INSERT INTO stock_movements (id, variant_id, kind, quantity, order_id, reason, actor, occurred_at)
       VALUES ${rows.join(', ')}`,
      parameters,
    );
  }
}

/** The quantity that belongs to the row at hand, as an expression; one statement then serves all lines. */
function quantities(lines: readonly StockLine[]): {
  parameters: Record<string, SqlValue | readonly SqlValue[]>;
  quantity: string;
} {
  const parameters: Record<string, SqlValue | readonly SqlValue[]> = {
    ids: lines.map(({ variantId }) => idToBytes(variantId)),
  };
  const cases = lines.map(({ variantId, quantity }, index) => {
    const n = String(index);
    parameters[`variant${n}`] = idToBytes(variantId);
    parameters[`quantity${n}`] = quantity;
    return `WHEN :variant${n} THEN :quantity${n}`;
  });
  return { parameters, quantity: `(CASE variant_id ${cases.join(' ')} END)` };
}
