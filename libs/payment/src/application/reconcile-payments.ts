import { Injectable, Logger } from '@nestjs/common';
import { ProviderUnavailable } from '../domain/payment.errors.js';
import { Payments } from '../domain/payments.js';
import { Refunds } from '../domain/refunds.js';
import { CarryOutRefund } from './carry-out-refund.js';
import { fewAtATime } from './few-at-a-time.js';
import { SettlePayment } from './settle-payment.js';

export interface ReconciliationResult {
  asked: number;
  /** Brought to an end by this: their webhooks were lost, or the answer of their own request. */
  settled: number;
  failed: number;
}

interface Turn extends ReconciliationResult {
  /** Then the others would only wait in vain. */
  stripeIsDown: boolean;
}

const batch = 50;
const atOnce = 4;
/** With very short intervals the first ones are due again before the last ones have been asked about. */
const maxRounds = 200;

/**
 * Asks Stripe about what has been open for too long: payments whose answer or webhook got lost, refunds whose outcome is not known.
 * For the schedule (every five minutes) and once at boot.
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
    const turn: Turn = { asked: 0, settled: 0, failed: 0, stripeIsDown: false };
    await this.eachDue(
      turn,
      () => this.payments.takeDue(batch),
      async (id) => (await this.settlePayment.execute(id)).isFinal,
    );
    await this.eachDue(
      turn,
      () => this.refunds.takeDue(batch),
      (id) => this.carryOutRefund.execute(id),
    );
    const { asked, settled, failed, stripeIsDown } = turn;
    if (stripeIsDown) this.logger.warn('Stripe is not available: reconciliation goes on at its next turn.');
    return { asked, settled, failed };
  }

  private async eachDue<Id>(
    turn: Turn,
    take: () => Promise<Id[]>,
    ask: (id: Id) => Promise<boolean>,
  ): Promise<void> {
    for (let round = 1; round <= maxRounds && !turn.stripeIsDown; round += 1) {
      const ids = await take();
      await fewAtATime(ids, atOnce, (id) => this.one(turn, id, ask));
      if (ids.length < batch) return;
    }
  }

  private async one<Id>(turn: Turn, id: Id, ask: (id: Id) => Promise<boolean>): Promise<void> {
    if (turn.stripeIsDown) return;
    turn.asked += 1;
    try {
      if (await ask(id)) turn.settled += 1;
    } catch (error) {
      if (error instanceof ProviderUnavailable) turn.stripeIsDown = true;
      else {
        turn.failed += 1;
        this.logger.error({ err: error, id }, 'Reconciliation failed for one and goes on with the next.');
      }
    }
  }
}
