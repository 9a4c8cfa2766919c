import { Injectable } from '@nestjs/common';
import { Consumptions } from '#platform/outbox/consumptions.js';
import type { EventJob } from '#platform/outbox/event-envelope.js';
import type { PaymentId } from '../domain/ids.js';
import { Payments } from '../domain/payments.js';
import type { WebhookReceived } from '../events.js';
import { subjectOf } from './handled-events.js';
import { RecordDispute } from './record-dispute.js';
import { RecordRefunds } from './record-refunds.js';
import { SettlePayment } from './settle-payment.js';
import type { StripeNotice } from './stripe-gateway.js';
import { StripeInbox } from './stripe-inbox.js';

/** Writes down what Stripe was found to say; part of the transaction that marks the event as done. */
type Recording = () => Promise<unknown>;

/**
 * Works on one event of the inbox. The event is only a hint: the object is fetched as it is now, between the two transactions, so it does not
 * matter how late, how often or in what order events come.
 */
@Injectable()
export class ProcessStripeEvent {
  constructor(
    private readonly consumptions: Consumptions,
    private readonly inbox: StripeInbox,
    private readonly payments: Payments,
    private readonly settlePayment: SettlePayment,
    private readonly recordRefunds: RecordRefunds,
    private readonly recordDispute: RecordDispute,
  ) {}

  /** @throws ProviderUnavailable: the job is tried again */
  async execute(job: EventJob): Promise<void> {
    const event = await this.consumptions.pending<WebhookReceived['payload']>(job);
    if (event === undefined) return;
    const { stripeEventId } = event.payload;
    const notice = await this.inbox.find(stripeEventId);
    const paymentId = notice === undefined ? undefined : await this.payments.match(notice.clues);
    if (notice === undefined || paymentId === undefined) {
      await this.consumptions.complete(job, event, () => this.inbox.markProcessed(stripeEventId, 'foreign'));
      return;
    }
    const record = await this.ask(notice, paymentId);
    await this.consumptions.complete(job, event, async () => {
      await record();
      await this.inbox.markProcessed(stripeEventId, 'recorded', paymentId);
    });
  }

  private ask(notice: StripeNotice, paymentId: PaymentId): Promise<Recording> {
    switch (subjectOf(notice.type)) {
      case 'refund':
        return this.askForRefunds(paymentId);
      case 'dispute':
        return this.askForDispute(notice, paymentId);
      case 'payment':
      case undefined:
        return this.askForPayment(notice, paymentId);
    }
  }

  private async askForPayment({ clues }: StripeNotice, id: PaymentId): Promise<Recording> {
    const payment = await this.payments.find(id);
    if (payment.isSettled) return () => Promise.resolve(); // Stripe delivers twice
    const { intentId, sessionId } = clues;
    const answer = await this.settlePayment.ask(payment, { intentId, sessionId });
    return () => this.settlePayment.record(id, answer);
  }

  private async askForRefunds(id: PaymentId): Promise<Recording> {
    const reports = await this.recordRefunds.ask(id);
    return () => this.recordRefunds.record(id, reports);
  }

  private async askForDispute({ objectId }: StripeNotice, id: PaymentId): Promise<Recording> {
    const report = await this.recordDispute.ask(objectId);
    return () => this.recordDispute.record(id, report);
  }
}
