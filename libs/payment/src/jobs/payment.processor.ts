import { Process, Processor } from '@nestjs/bull';
import type { Job } from 'bull';
import type { OrdersPseudonymised } from '#ordering/events';
import { Consumptions } from '#platform/outbox/consumptions.js';
import type { EventJob } from '#platform/outbox/event-envelope.js';
import { Payers } from '../application/payers.js';
import { ProcessStripeEvent } from '../application/process-stripe-event.js';
import { RefundUnacceptedPayment } from '../application/refund-unaccepted-payment.js';
import {
  FORGET_PAYERS,
  PAYMENT_QUEUE,
  PROCESS_STRIPE_EVENT,
  REFUND_UNACCEPTED_PAYMENT,
} from './payment.consumers.js';

@Processor(PAYMENT_QUEUE)
export class PaymentProcessor {
  constructor(
    private readonly processStripeEvent: ProcessStripeEvent,
    private readonly refundUnacceptedPayment: RefundUnacceptedPayment,
    private readonly consumptions: Consumptions,
    private readonly payers: Payers,
  ) {}

  // Most of the time it waits for Stripe's answer, not for the database.
  @Process({ name: PROCESS_STRIPE_EVENT, concurrency: 6 })
  webhookReceived({ data }: Job<EventJob>): Promise<void> {
    return this.processStripeEvent.execute(data);
  }

  @Process({ name: REFUND_UNACCEPTED_PAYMENT, concurrency: 1 })
  paymentNotAccepted({ data }: Job<EventJob>): Promise<void> {
    return this.refundUnacceptedPayment.execute(data);
  }

  @Process(FORGET_PAYERS)
  ordersPseudonymised({ data }: Job<EventJob>): Promise<void> {
    return this.consumptions.once<OrdersPseudonymised['payload']>(data, ({ payload }) =>
      this.payers.forget(payload.orderIds),
    );
  }
}
