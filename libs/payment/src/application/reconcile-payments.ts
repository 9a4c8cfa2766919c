import { Injectable, Logger } from '@nestjs/common';
import { ProviderUnavailable } from '../domain/payment.errors.js';
import { Payments } from '../domain/payments.js';
import { Refunds } from '../domain/refunds.js';
import { CarryOutRefund } from './carry-out-refund.js';
import { SettlePayment } from './settle-payment.js';

export interface ReconciliationResult {
  asked: number;
  /** Brought to an end by this: their webhooks were lost, or the answer of their own request. */
  settled: number;
  failed: number;
}

const batch = 50;
/** With very short intervals the first ones are due again before the last ones have been asked about. */
const maxRounds = 200;

/**
 * Asks Stripe about what has been open for too long: payments whose answer or webhook got lost, refunds whose outcome is not known. For the
 * schedule (every five minutes) and once at boot.
 */
@Injectable()
export class ReconcilePayments {
  private readonly logger = new Logger(ReconcilePayments.name);

  constructor(
    private readonly payments: Payments,
    private readonly refunds: Refunds,
    private readonly settlePayment: SettlePayment,
    private readonly carryOutRefund: CarryOutRefund,
  ) {}

  async execute(): Promise<ReconciliationResult> {
    const result: ReconciliationResult = { asked: 0, settled: 0, failed: 0 };
    const goOn =
      (await this.eachDue(
        () => this.payments.takeDue(batch),
        async (id) => (await this.settlePayment.execute(id)).isFinal,
        result,
      )) &&
      (await this.eachDue(
        () => this.refunds.takeDue(batch),
        async (id) => {
          await this.carryOutRefund.execute(id);
          return false;
        },
        result,
      ));
    if (!goOn) this.logger.warn('Stripe is not available: reconciliation goes on at its next turn.');
    return result;
  }

  /** @returns false if Stripe could not be asked: then the others would only wait in vain */
  private async eachDue<Id>(
    take: () => Promise<Id[]>,
    ask: (id: Id) => Promise<boolean>,
    result: ReconciliationResult,
  ): Promise<boolean> {
    for (let round = 1; round <= maxRounds; round += 1) {
      const ids = await take();
      for (const id of ids) {
        try {
          result.asked += 1;
          if (await ask(id)) result.settled += 1;
        } catch (error) {
          if (error instanceof ProviderUnavailable) return false;
          result.failed += 1;
          this.logger.error({ err: error, id }, 'Reconciliation failed for one and goes on with the next.');
        }
      }
      if (ids.length < batch) break;
    }
    return true;
  }
}
