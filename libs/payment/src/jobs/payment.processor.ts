import { Process, Processor } from '@nestjs/bull';
import type { Job } from 'bull';
import type { EventJob } from '#platform/outbox/event-envelope.js';
import { ProcessStripeEvent } from '../application/process-stripe-event.js';
import { RefundUnacceptedPayment } from '../application/refund-unaccepted-payment.js';
import { PAYMENT_QUEUE, PROCESS_STRIPE_EVENT, REFUND_UNACCEPTED_PAYMENT } from './payment.consumers.js';

@Processor(PAYMENT_QUEUE)
export class PaymentProcessor {
  constructor(
    private readonly processStripeEvent: ProcessStripeEvent,
    private readonly refundUnacceptedPayment: RefundUnacceptedPayment,
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
}
