import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsString, MaxLength, MinLength, ValidateIf } from 'class-validator';
import type { PaymentMethod } from '../domain/payment.js';
import { paymentStatuses, type PaymentStatus } from '../domain/payment-status.js';

const methods: readonly PaymentMethod[] = ['payment_intent', 'checkout_session'];

// IsOptional would let null pass.
const whenGiven = ValidateIf((_, value) => value !== undefined);

export class StartPaymentRequest {
  @ApiProperty({
    enum: methods,
    example: 'payment_intent',
    description:
      "payment_intent: your page confirms it with Stripe's library. checkout_session: a link to Stripe's page.",
  })
  @IsIn(methods)
  method!: PaymentMethod;

  @ApiPropertyOptional({
    example: 'http://localhost:3000/thanks',
    description: 'Where the browser goes after paying: a page of the shop (PUBLIC_URL, CORS_ORIGINS).',
  })
  @whenGiven
  @IsString()
  @MaxLength(2_000)
  returnUrl?: string;
}

export class StartedPaymentView {
  @ApiProperty({ example: '019b8b7b-8000-7c3e-9a51-3f2b8a1c4d5e' })
  id!: string;
  @ApiProperty({ enum: paymentStatuses, example: 'requires_payment_method' })
  status!: PaymentStatus;
  @ApiPropertyOptional({
    example: 'pi_3QXo2eLkdIwHu7ix0y_secret_aB3d',
    description: "For Stripe's library in the browser; anybody who has it can pay.",
  })
  clientSecret?: string;
  @ApiPropertyOptional({
    example: 'https://checkout.stripe.com/c/pay/cs_test_a1b2',
    description: "Stripe's page.",
  })
  checkoutUrl?: string;
  @ApiProperty({
    example: 'http://localhost:3000/v1/payments/return?payment=019b8b7b…',
    description:
      'Give this to Stripe as return_url: it settles the payment at once and sends the browser on to returnUrl.',
  })
  returnPage!: string;
}

export class CancelOrderRequest {
  @ApiPropertyOptional({ maxLength: 200, example: 'Ordered by mistake' })
  @whenGiven
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  reason?: string;
}

export class CancelledOrderView {
  @ApiProperty({ example: '019b8b7b-8000-7c3e-9a51-3f2b8a1c4d60' })
  orderId!: string;
  @ApiProperty({ example: 'TP-4Q7K2M9X' })
  number!: string;
  @ApiProperty({ example: 'cancelled' })
  status!: string;
}

export class WebhookReceipt {
  @ApiProperty({ example: true })
  received!: boolean;
}
