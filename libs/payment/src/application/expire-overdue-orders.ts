import { Injectable, Logger } from '@nestjs/common';
import { OrderingFacade, OrderUnderReview } from '#ordering';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import { AlreadyPaid, PaymentInProgress, ProviderUnavailable } from '../domain/payment.errors.js';
import { Payments } from '../domain/payments.js';
import { EndUnpaidOrder } from './end-unpaid-order.js';
import { fewAtATime } from './few-at-a-time.js';

export interface ExpiryResult {
  expired: number;
  /** Paid in the last moment, or the bank has not decided: their stock is not released. */
  kept: number;
  /** Stripe could not be asked; they are tried again. */
  postponed: number;
  /** Something unexpected; the log says what, and they are tried again. */
  failed: number;
}

const batch = 100;
const atOnce = 4;

/** Frees the stock of orders that nobody paid in time; for the schedule. */
@Injectable()
export class ExpireOverdueOrders {
  private readonly logger = new Logger(ExpireOverdueOrders.name);

  constructor(
    private readonly ordering: OrderingFacade,
    private readonly payments: Payments,
    private readonly endUnpaidOrder: EndUnpaidOrder,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  async execute(): Promise<ExpiryResult> {
    const result: ExpiryResult = { expired: 0, kept: 0, postponed: 0, failed: 0 };
    const left = new Set<string>();
    for (;;) {
      // What was kept stays overdue: the window grows by it, so that it can't hide those behind it.
      const overdue = await this.unitOfWork.run(() => this.ordering.overdue(batch + left.size));
      const next = overdue.filter((orderId) => !left.has(orderId));
      if (next.length === 0) return result;
      await fewAtATime(next, atOnce, async (orderId) => {
        const outcome = await this.expire(orderId, result.postponed > 0);
        if (outcome !== 'expired') left.add(orderId);
        result[outcome] += 1;
      });
    }
  }

  private async expire(orderId: string, stripeIsDown: boolean): Promise<keyof ExpiryResult> {
    try {
      // While Stripe is away, orders that it knows nothing of need not wait for it.
      if (stripeIsDown && (await this.payments.hasOpen(orderId))) return 'postponed';
      await this.endUnpaidOrder.execute(orderId, () => this.ordering.expire(orderId));
      return 'expired';
    } catch (error) {
      if (error instanceof ProviderUnavailable) {
        this.logger.warn(`Expiry waits for Stripe: ${String(error.cause)}`);
        return 'postponed';
      }
      if (isExpected(error)) return 'kept';
      this.logger.error({ err: error, orderId }, 'An order could not be expired; it is tried again.');
      return 'failed';
    }
  }
}

function isExpected(error: unknown): boolean {
  return (
    error instanceof AlreadyPaid || error instanceof PaymentInProgress || error instanceof OrderUnderReview
  );
}
