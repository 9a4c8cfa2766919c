import { Injectable } from '@nestjs/common';
import { OrderingFacade } from '#ordering';
import { Database } from '#platform/database/database.js';
import { idToBytes } from '#platform/database/id-column.js';
import type { PersonalPart } from '#platform/personal-data/personal-part.js';

/** What payment holds of one customer: found by the orders, since payments know nobody. */
@Injectable()
export class PersonalPayments {
  constructor(
    private readonly database: Database,
    private readonly ordering: OrderingFacade,
  ) {}

  personalDataOf(customerId: string): readonly PersonalPart[] {
    return [
      { name: 'payments', many: () => this.payments(customerId) },
      { name: 'refunds', many: () => this.refunds(customerId) },
    ];
  }

  private async *payments(customerId: string): AsyncGenerator<object> {
    for await (const ids of this.ordering.idsOf(customerId)) {
      yield* await this.database.query(
        `SELECT order_number AS orderNumber, email, method, status, due_amount AS dueAmount, received_amount AS receivedAmount,
                refunded_amount AS refundedAmount, currency, stripe_intent_id AS stripePaymentIntent, failure_code AS failureCode,
                created_at AS createdAt, succeeded_at AS succeededAt
         FROM payments
         WHERE order_id IN (:ids)
         ORDER BY order_id, sequence`,
        { ids: ids.map(idToBytes) },
      );
    }
  }

  private async *refunds(customerId: string): AsyncGenerator<object> {
    for await (const ids of this.ordering.idsOf(customerId)) {
      yield* await this.database.query(
        `SELECT p.order_number AS orderNumber, r.status, r.amount, r.currency, r.reason, r.created_at AS createdAt
         FROM payments p
         JOIN refunds r ON r.payment_id = p.id
         WHERE p.order_id IN (:ids)
         ORDER BY p.order_id, r.created_at`,
        { ids: ids.map(idToBytes) },
      );
    }
  }
}
