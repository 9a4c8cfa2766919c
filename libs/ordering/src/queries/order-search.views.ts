import { ApiProperty } from '@nestjs/swagger';
import { MoneyView } from '#platform/http/money.view.js';
import type { MoneyJson } from '#shared-kernel';
import { orderStatuses, type OrderStatus } from '../domain/order-status.js';
import { ChosenShippingView, OrderAddressView, OrderLineView, OrderSummary } from './order.views.js';

const time = { format: 'date-time', example: '2026-03-01T09:00:00.000Z' } as const;
const someone = {
  type: String,
  nullable: true,
  format: 'uuid',
  example: '019b8b7c-1000-7abc-8def-0123456789ab',
} as const;

/** One order in the list of the staff. */
export class StaffOrderSummary extends OrderSummary {
  @ApiProperty({ example: 'ada@example.test' })
  email!: string;
  @ApiProperty({ ...someone, description: 'Null for a guest.' })
  customerId!: string | null;
  @ApiProperty({
    type: MoneyView,
    example: { amount: 0, currency: 'USD' },
    description: 'Given back so far.',
  })
  refunded!: MoneyJson;
  @ApiProperty({ type: String, nullable: true, example: null, description: 'Why somebody must look at it.' })
  attention!: string | null;
}

/** A step of an order from one state to the next. */
export class OrderStepView {
  @ApiProperty({ enum: orderStatuses, example: 'pending' })
  from!: OrderStatus;
  @ApiProperty({ enum: orderStatuses, example: 'paid' })
  to!: OrderStatus;
  @ApiProperty({
    example: 'payment',
    description: 'Id of an account or an API key, or the name of a process.',
  })
  actor!: string;
  @ApiProperty({ example: 'the payment has succeeded' })
  reason!: string;
  @ApiProperty(time)
  at!: string;
}

export class StaffOrderView extends StaffOrderSummary {
  @ApiProperty({ example: 'en', description: 'Language of its mails.' })
  locale!: string;
  @ApiProperty({ type: [OrderLineView] })
  lines!: OrderLineView[];
  @ApiProperty()
  shippingAddress!: OrderAddressView;
  @ApiProperty()
  shippingMethod!: ChosenShippingView;
  @ApiProperty({ type: String, nullable: true, example: 'Please ring twice.' })
  note!: string | null;
  @ApiProperty({ ...someone, description: 'The payment that paid it.' })
  paymentId!: string | null;
  @ApiProperty({ type: [OrderStepView], description: 'Since it was placed, oldest first.' })
  history!: OrderStepView[];
}

export class StaffOrderList {
  @ApiProperty({ type: [StaffOrderSummary] })
  items!: StaffOrderSummary[];
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'For the next part of the list; null at its end.',
  })
  nextCursor!: string | null;
}
