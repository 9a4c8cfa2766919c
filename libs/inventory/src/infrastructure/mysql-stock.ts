import { Injectable } from '@nestjs/common';
import { newId } from '#shared-kernel';
import { Database } from '#platform/database/database.js';
import { bytesToId, idToBytes } from '#platform/database/id-column.js';
import { databaseNow, type SqlValue } from '#platform/database/named-parameters.js';
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

  async pieces(variantIds: readonly string[]): Promise<Map<string, number>> {
    if (variantIds.length === 0) return new Map();
    const rows = await this.database.query<{ variant_id: Buffer; available: number }>(
      'SELECT variant_id, available FROM stock WHERE variant_id IN (:ids)',
      { ids: variantIds.map(idToBytes) },
    );
    return new Map(rows.map(({ variant_id, available }) => [bytesToId(variant_id), available]));
  }

  async lockMany(variantIds: readonly string[]): Promise<Map<string, StockOfVariant>> {
    // Sorted: whoever wants the same shelves must lock them in the same order.
    const ids = [...variantIds].sort().map(idToBytes);
    // Not IGNORE: that would share the lock of a shelf that is there, and two who share one and both want to change it are a deadlock.
    await this.database.writeLater(
      `INSERT INTO stock (variant_id, available, reserved, version, updated_at)
       VALUES :rows
       ON DUPLICATE KEY UPDATE variant_id = VALUES(variant_id)`,
      { rows: ids.map((id) => [id, 0, 0, 0, databaseNow]) },
    );
    const rows = await this.database.query<StockOfVariant & { variant_id: Buffer }>(
      `SELECT variant_id, available, reserved, version
       FROM stock FORCE INDEX (PRIMARY)
       WHERE variant_id IN (:ids)
       ORDER BY variant_id
       FOR UPDATE`,
      { ids },
    );
    return new Map(rows.map(({ variant_id, ...shelf }) => [bytesToId(variant_id), shelf]));
  }

  async setManyAvailable(lines: readonly StockLine[]): Promise<void> {
    // Never inserts: the shelves are there. It is the one statement that gives each row a value of its own.
    await this.database.writeLater(
      `INSERT INTO stock (variant_id, available, reserved, version, updated_at)
       VALUES :rows
       ON DUPLICATE KEY UPDATE available = VALUES(available), version = version + 1, updated_at = VALUES(updated_at)`,
      { rows: lines.map(({ variantId, quantity }) => [idToBytes(variantId), quantity, 0, 0, databaseNow]) },
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
    await this.database.writeLater(
      `INSERT INTO stock_movements (id, variant_id, kind, quantity, order_id, reason, actor, occurred_at)
       VALUES :rows`,
      {
        rows: movements.map(({ variantId, kind, quantity, orderId, reason, actor }) => [
          idToBytes(newId()),
          idToBytes(variantId),
          kind,
          quantity,
          orderId === undefined ? null : idToBytes(orderId),
          reason?.slice(0, 200) ?? null,
          actor ?? null,
          databaseNow,
        ]),
      },
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
