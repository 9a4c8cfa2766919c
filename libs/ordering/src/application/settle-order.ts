import { Injectable } from '@nestjs/common';
import { CartFacade } from '#cart';
import { InventoryFacade, OutOfStock } from '#inventory';
import { AuditLog } from '#platform/audit/audit-log.js';
import { Config } from '#platform/config/config.js';

import { Money } from '#shared-kernel';
import type { OrderId, PaymentId } from '../domain/ids.js';
import type { Order, ReceivedPayment } from '../domain/order.js';
import { Orders } from '../domain/orders.js';
import { OrderKeys } from './order-keys.js';

export interface SettleOrderInput {
  orderId: string;
  paymentId: string;
  /** In minor units. */
  amount: number;
  currency: string;
}

/** Runs the work in a unit of work that also records that the payment has been told; does nothing if it was told before. */
export type Once = (work: () => Promise<void>) => Promise<void>;

/** A payment has succeeded: the order is paid, unless it costs something else, has been paid, or has ended and its goods are gone. */
@Injectable()
export class SettleOrder {
  constructor(
    private readonly orders: Orders,
    private readonly inventory: InventoryFacade,
    private readonly carts: CartFacade,
    private readonly auditLog: AuditLog,
    private readonly keys: OrderKeys,
    private readonly config: Config,
  ) {}

  /** @throws OrderNotFound */
  async execute({ orderId, paymentId, amount, currency }: SettleOrderInput, once: Once): Promise<void> {
    const payment = { paymentId: paymentId as PaymentId, amount: Money.of(amount, currency) };
    try {
      await once(() => this.settle(orderId as OrderId, payment));
    } catch (error) {
      if (!(error instanceof OutOfStock)) throw error;
      // A refused hold rolls everything back, so that the refusal is written in a transaction of its own.
      await once(() => this.refuseLate(orderId as OrderId, payment));
    }
  }

  private async settle(orderId: OrderId, payment: ReceivedPayment): Promise<void> {
    const order = await this.orders.get(orderId);
    switch (order.judge(payment)) {
      case 'known':
        return; // Stripe tells twice.
      case 'superfluous':
        return this.refuse(order, payment, 'already-paid');
      case 'wrong-amount':
        return this.hold(order, payment);
      case 'on-time':
        await this.pay(order, payment);
        await this.carts.close(order.cartId);
        return this.inventory.commit(orderId);
      case 'late':
        await this.pay(order, payment);
        await this.inventory.reserve({
          orderId,
          lines: order.lines,
          minutes: this.config.ordering.holdMinutes,
        });
        // The cart went back to the shopper when the order ended; what is in it now is no longer this order.
        return this.inventory.commit(orderId);
    }
  }

  private async refuseLate(orderId: OrderId, payment: ReceivedPayment): Promise<void> {
    const order = await this.orders.get(orderId);
    // Between the two transactions somebody else may have settled the order.
    if (order.judge(payment) !== 'late') return this.settle(orderId, payment);
    return this.refuse(order, payment, 'out-of-stock');
  }

  private async pay(order: Order, { paymentId }: ReceivedPayment): Promise<void> {
    const pageToken = this.keys.pageTokenFor(order);
    order.pay({ paymentId, at: await this.orders.now(), pageToken });
    await this.orders.save(order);
  }

  private async refuse(
    order: Order,
    { paymentId }: ReceivedPayment,
    reason: 'already-paid' | 'out-of-stock',
  ): Promise<void> {
    order.refusePayment(paymentId, reason);
    await this.orders.save(order);
    await this.audit(order, 'ordering.refuse-payment', { paymentId, reason });
  }

  private async hold(order: Order, { paymentId, amount }: ReceivedPayment): Promise<void> {
    order.holdForReview({ paymentId, amount });
    await this.orders.save(order);
    const difference = { expected: order.totals.total, received: amount };
    await this.audit(order, 'ordering.hold-payment', { paymentId, ...difference });
  }

  private audit({ id, status }: Order, action: string, what: object): Promise<void> {
    const entry = { actor: 'system:payment', action, subjectType: 'order', subjectId: id };
    return this.auditLog.append({ ...entry, before: { status }, after: { status, ...what } });
  }
}
