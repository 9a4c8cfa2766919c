import { Injectable } from '@nestjs/common';
import { AuditLog } from '#platform/audit/audit-log.js';
import { Database } from '#platform/database/database.js';
import { idToBytes } from '#platform/database/id-column.js';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import { Outbox } from '#platform/outbox/outbox.js';
import type { OrderId } from '../domain/ids.js';
import { drawOrderNumber, type OrderNumber } from '../domain/order-number.js';
import type { NextStatus } from '../domain/order-status.js';
import { OrderNotFound } from '../domain/order.errors.js';
import { Order, type Transition } from '../domain/order.js';
import { Orders } from '../domain/orders.js';
import { insertHistory, insertLines, insertOrder, updateOrder, type Statement } from './order.sql.js';

const verbs: Readonly<Record<NextStatus, string>> = {
  paid: 'pay',
  expired: 'expire',
  cancelled: 'cancel',
  fulfilled: 'fulfil',
  'partially-refunded': 'refund',
  refunded: 'refund',
};

/** Loaded by TypeORM, written by hand: its `save` would read each row once more before writing it. */
@Injectable()
export class MysqlOrders extends Orders {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly auditLog: AuditLog,
  ) {
    super();
  }

  override async open(): Promise<{ number: OrderNumber; now: Date }> {
    // Looked up rather than tried: a refused insert would end the transaction that holds the shopper's cart.
    for (;;) {
      const number = this.draw();
      const [row] = await this.database.query<{ now: Date; isTaken: number }>(
        `SELECT UTC_TIMESTAMP(3) AS now,
                EXISTS (SELECT 1 FROM orders WHERE number = :number) AS isTaken`,
        { number },
      );
      if (row?.isTaken === 0) return { number, now: row.now };
    }
  }

  override async now(): Promise<Date> {
    const [row] = await this.database.query<{ now: Date }>('SELECT UTC_TIMESTAMP(3) AS now');
    if (row === undefined) throw new TypeError('The database told no time.');
    return row.now;
  }

  override async get(id: OrderId): Promise<Order> {
    const order = await this.unitOfWork.manager
      .createQueryBuilder(Order, 'o')
      .leftJoinAndSelect('o.lines', 'line')
      .where('o.id = :id', { id: idToBytes(id) })
      .orderBy('line.position')
      .setLock('pessimistic_write')
      .getOne();
    if (order === null) throw new OrderNotFound();
    return order;
  }

  /** That it was placed, by whom and when, the order's own row tells: the history and the audit begin with the first step after. */
  override async add(order: Order): Promise<void> {
    await this.write(insertOrder(order));
    await this.write(insertLines(order.lines));
    await this.outbox.append(order.releaseEvents());
  }

  override async save(order: Order): Promise<void> {
    await this.write(updateOrder(order));
    const transitions = order.releaseTransitions();
    if (transitions.length > 0) await this.write(insertHistory(order, transitions));
    for (const transition of transitions) await this.audit(order, transition);
    await this.outbox.append(order.releaseEvents());
  }

  protected draw(): OrderNumber {
    return drawOrderNumber();
  }

  private async write({ sql, parameters }: Statement): Promise<void> {
    await this.database.writeLater(sql, parameters);
  }

  private audit({ id }: Order, { actor, reason, from, to }: Transition): Promise<void> {
    return this.auditLog.append({
      actor,
      action: `ordering.${verbs[to]}`,
      subjectType: 'order',
      subjectId: id,
      before: { status: from },
      after: { status: to, reason },
    });
  }
}
