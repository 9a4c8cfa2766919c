import { setTimeout as sleep } from 'node:timers/promises';
import { cardByNumber } from './cards.js';
import { closeDispute } from './disputes.js';
import { invalid } from './errors.js';
import { FAULT_KINDS, type Fault, type FaultKind, type Faults } from './faults.js';
import type { Dispute, Fields, Intent, PaymentMethod, Refund, Session, StripeEvent } from './objects.js';
import { authenticate, settle } from './paying.js';
import { keepMethod, methodByName } from './payment-methods.js';
import { decideRefund } from './refunds.js';
import { paySession } from './sessions.js';
import { type Statistics, statistics } from './statistics.js';
import type { WebhookBehaviour } from './webhooks.js';
import type { World } from './world.js';

export type Redelivery = {
  events?: string[];
  type?: string;
  since?: number;
  only?: 'undelivered';
  times?: number;
};

/** What a test, the chaos run or a person may do to the stand-in; each is also a route under /_control. */
export class Control {
  constructor(
    private readonly world: World,
    private readonly faults: Faults,
    private readonly beginAgain: () => void,
  ) {}

  fault(order: Partial<Fault> & { kind: FaultKind }): Fault {
    if (!FAULT_KINDS.includes(order.kind))
      throw invalid({ message: `kind must be one of ${FAULT_KINDS.join(', ')}`, param: 'kind' });
    return this.faults.order(order);
  }

  faultsWaiting(): Fault[] {
    return this.faults.waiting();
  }

  clearFaults(): void {
    this.faults.clear();
  }

  webhooks(change: Partial<WebhookBehaviour>): WebhookBehaviour {
    return this.world.webhooks.behave(change);
  }

  async redeliver({ events, type, since = 0, only, times = 1 }: Redelivery = {}): Promise<{
    events: number;
  }> {
    const chosen = this.world.state
      .all<StripeEvent>('event')
      .filter((event) => (events?.includes(event.id) ?? true) && event.created >= since)
      .filter(
        (event) =>
          (type === undefined || event.type === type) && (only === undefined || event.pending_webhooks > 0),
      );
    this.world.webhooks.redeliver(chosen, times);
    await this.world.commit();
    return { events: chosen.length };
  }

  /** As if the customer had paid on the page: with a card number or a `pm_card_…` name. A decline is thrown. */
  pay(session: string, card = 'pm_card_visa', email?: string): Promise<Intent> {
    return this.step(() =>
      paySession(this.world, this.world.get<Session>('checkout.session', session), this.method(card), email),
    );
  }

  authenticate(intent: string, outcome: 'failed' | 'succeeded' = 'succeeded'): Promise<Intent> {
    return this.step(() =>
      authenticate(this.world, this.world.get<Intent>('payment_intent', intent), outcome),
    );
  }

  settle(intent: string, outcome: 'failed' | 'succeeded' = 'succeeded'): Promise<Intent> {
    return this.step(() => settle(this.world, this.world.get<Intent>('payment_intent', intent), outcome));
  }

  decideRefund(refund: string, outcome: 'failed' | 'succeeded'): Promise<Refund> {
    return this.step(() => decideRefund(this.world, this.world.get<Refund>('refund', refund), outcome));
  }

  closeDispute(dispute: string, outcome: 'lost' | 'won'): Promise<Dispute> {
    return this.step(() => closeDispute(this.world, this.world.get<Dispute>('dispute', dispute), outcome));
  }

  statistics(): Statistics {
    return statistics(this.world, this.faults.struck);
  }

  /** Resolves when every webhook has been accepted or given up, for tests that look at what came of them. */
  async webhooksDelivered(withinMs = 20_000): Promise<void> {
    const end = Date.now() + withinMs;
    while (this.world.webhooks.waiting() > 0) {
      if (Date.now() > end)
        throw new Error(`${String(this.world.webhooks.waiting())} webhooks were not accepted in time`);
      await sleep(10);
    }
  }

  async reset(): Promise<void> {
    this.world.stop();
    this.faults.clear();
    this.world.webhooks.behave({});
    await this.world.state.clear();
    this.beginAgain();
    await this.world.commit();
  }

  private async step<T extends Fields>(action: () => T): Promise<T> {
    try {
      return structuredClone(this.world.step(null, action));
    } finally {
      await this.world.commit(); // A decline is thrown, and kept.
    }
  }

  private method(card: string): PaymentMethod {
    const testCard = cardByNumber(card);
    return testCard ? keepMethod(this.world, testCard) : methodByName(this.world, card);
  }
}
