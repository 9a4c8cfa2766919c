import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database/database.js';
import { bytesToId, idToBytes } from '#platform/database/id-column.js';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import { UnusedCarts, type CartPlace, type UnusedCartsQuery } from '../application/unused-carts.js';

const isOld = 'updated_at < UTC_TIMESTAMP(3) - INTERVAL :days DAY';

@Injectable()
export class MysqlUnusedCarts extends UnusedCarts {
  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
  ) {
    super();
  }

  async next({ status, olderThanDays, after, limit }: UnusedCartsQuery): Promise<CartPlace[]> {
    // The first bound starts the range of the index, the second one tells carts of the same moment apart.
    const behind = 'updated_at >= :usedAt AND (updated_at > :usedAt OR id > :id)';
    const rows = await this.database.query<{ id: Buffer; updated_at: Date }>(
      `SELECT id, updated_at
       FROM carts FORCE INDEX (carts_unused)
       WHERE status = :status
         AND ${isOld}
         AND ${after === undefined ? '1 = 1' : behind}
       ORDER BY updated_at, id
       LIMIT ${String(limit)}`,
      {
        status,
        days: olderThanDays,
        ...(after === undefined ? {} : { usedAt: after.usedAt, id: idToBytes(after.id) }),
      },
    );
    return rows.map((row) => ({ id: bytesToId(row.id), usedAt: row.updated_at }));
  }

  delete(ids: readonly string[], olderThanDays: number): Promise<number> {
    return this.unitOfWork.run(async () => {
      // A cart that a shopper has in hand right now is skipped, not waited for.
      const rows = await this.database.query<{ id: Buffer }>(
        `SELECT id
         FROM carts FORCE INDEX (PRIMARY)
         WHERE id IN (:ids)
           AND status <> 'checked-out'
           AND ${isOld}
         FOR UPDATE SKIP LOCKED`,
        { ids: ids.map(idToBytes), days: olderThanDays },
      );
      if (rows.length === 0) return 0;
      // By key: a scan, as the optimizer likes it, would wait for the carts that others have in hand. (In a table of a
      // few rows it scans all the same, and then waits as long as a click takes.)
      const locked = { ids: rows.map(({ id }) => id) };
      await this.database.writeLater(
        `DELETE l
         FROM cart_line_items l FORCE INDEX (PRIMARY)
         WHERE l.cart_id IN (:ids)`,
        locked,
      );
      await this.database.writeLater(
        `DELETE c
         FROM carts c FORCE INDEX (PRIMARY)
         WHERE c.id IN (:ids)`,
        locked,
      );
      return rows.length;
    });
  }
}
