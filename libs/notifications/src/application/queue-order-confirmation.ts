import { Injectable } from '@nestjs/common';
import type { OrderPaid } from '#ordering/events';
import { Consumptions } from '#platform/outbox/consumptions.js';
import type { EventJob } from '#platform/outbox/event-envelope.js';
import { addressLines } from './address-lines.js';
import type { OrderConfirmation } from './order-confirmation.js';
import { QueueMail } from './queue-mail.js';

/** One confirmation per order, however often the payment is reported: the order is the reference. */
@Injectable()
export class QueueOrderConfirmation {
  constructor(
    private readonly consumptions: Consumptions,
    private readonly queueMail: QueueMail,
  ) {}

  async execute(job: EventJob): Promise<void> {
    await this.consumptions.once<OrderPaid['payload']>(job, ({ payload }) =>
      this.queueMail.execute({
        kind: 'order-confirmation',
        reference: payload.orderId,
        recipient: payload.email,
        content: confirmationOf(payload),
      }),
    );
  }
}

function confirmationOf(order: OrderPaid['payload']): OrderConfirmation {
  const { orderId, number, locale, placedAt, currency, totals, shippingMethod, pageToken } = order;
  return {
    orderId,
    number,
    locale,
    placedAt,
    currency,
    totals,
    shippingMethod,
    lines: order.lines.map(({ name, variantName, quantity, unitPrice, lineTotal }) => ({
      name,
      variantName,
      quantity,
      unitPrice,
      lineTotal,
    })),
    addressLines: addressLines(order.shippingAddress),
    pageToken,
  };
}
