import { ApiProperty } from '@nestjs/swagger';
import { MoneyView } from '#platform/http/money.view.js';
import type { PaymentMethod } from '../domain/payment.js';
import { paymentStatuses, type PaymentStatus } from '../domain/payment-status.js';

/** A payment of an order, as its customer sees it. */
export class PaymentView {
  @ApiProperty({ example: '019b8b7b-8000-7c3e-9a51-3f2b8a1c4d5e' })
  id!: string;
  @ApiProperty({ enum: ['payment_intent', 'checkout_session'], example: 'payment_intent' })
  method!: PaymentMethod;
  @ApiProperty({ enum: paymentStatuses, example: 'succeeded' })
  status!: PaymentStatus;
  @ApiProperty()
  amount!: MoneyView;
  @ApiProperty({ description: 'What has been given back of it.' })
  refunded!: MoneyView;
  @ApiProperty({
    type: String,
    nullable: true,
    example: null,
    description: 'Why the last attempt was declined, in the words of Stripe (`insufficient_funds`).',
  })
  failureCode!: string | null;
  @ApiProperty({ example: '2026-03-01T10:15:30.000Z' })
  createdAt!: string;
  @ApiProperty({ type: String, nullable: true, example: '2026-03-01T10:16:02.000Z' })
  succeededAt!: string | null;
}

export class PaymentList {
  @ApiProperty({ type: [PaymentView], description: 'The first one first.' })
  items!: PaymentView[];
}
