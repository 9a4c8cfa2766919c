import { Injectable } from '@nestjs/common';
import type { DisputeReport } from '../domain/dispute.js';
import { Disputes } from '../domain/disputes.js';
import type { PaymentId } from '../domain/ids.js';
import { StripeGateway } from './stripe-gateway.js';

/** Keeps what Stripe says of a dispute: that there is one, how it stands, and what it took and gave back. */
@Injectable()
export class RecordDispute {
  constructor(
    private readonly gateway: StripeGateway,
    private readonly disputes: Disputes,
  ) {}

  /** Over the network. */
  ask(disputeId: string): Promise<DisputeReport> {
    return this.gateway.dispute(disputeId);
  }

  /** Joins the unit of work. */
  record(paymentId: PaymentId, report: DisputeReport): Promise<void> {
    return this.disputes.put(paymentId, report);
  }
}
