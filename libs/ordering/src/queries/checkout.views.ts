import { ApiProperty } from '@nestjs/swagger';
import { MoneyView } from '#platform/http/money.view.js';
import type { MoneyJson } from '#shared-kernel';
import { OrderLineView, OrderTotalsView } from './order.views.js';

export class ShippingRegionView {
  @ApiProperty({ example: '019b8b7b-9000-7000-8000-000000000003' })
  id!: string;
  @ApiProperty({ example: 'eu' })
  code!: string;
  @ApiProperty({ example: 'European Union' })
  name!: string;
  @ApiProperty({
    type: [String],
    example: ['AT', 'BE', 'BG'],
    description: 'ISO 3166-1; empty for the rest of the world.',
  })
  countries!: readonly string[];
}

export class ShippingRegionList {
  @ApiProperty({ type: [ShippingRegionView] })
  items!: ShippingRegionView[];
}

export class ShippingMethodView {
  @ApiProperty({ example: '019b8b74-1800-7346-9df8-625c5e23ba63' })
  id!: string;
  @ApiProperty({ example: 'standard' })
  code!: string;
  @ApiProperty({ example: 'Standard' })
  name!: string;
  @ApiProperty({ type: MoneyView, example: { amount: 599, currency: 'USD' }, description: 'Before tax.' })
  price!: MoneyJson;
  @ApiProperty({ example: 3, description: 'Working days.' })
  minDays!: number;
  @ApiProperty({ example: 5, description: 'Working days.' })
  maxDays!: number;
}

export class ShippingMethodList {
  @ApiProperty({ type: [ShippingMethodView] })
  items!: ShippingMethodView[];
}

/** What an order would cost now. */
export class QuoteView {
  @ApiProperty({ type: [OrderLineView] })
  lines!: OrderLineView[];
  @ApiProperty()
  shippingMethod!: ShippingMethodView;
  @ApiProperty()
  totals!: OrderTotalsView;
}
