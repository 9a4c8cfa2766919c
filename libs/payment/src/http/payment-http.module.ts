import { Module } from '@nestjs/common';
import { PaymentModule } from '../payment.module.js';
import { OrderPaymentsController } from './order-payments.controller.js';
import { PaymentReturnController } from './payment-return.controller.js';
import { StripeWebhookController } from './stripe-webhook.controller.js';

@Module({
  imports: [PaymentModule],
  controllers: [OrderPaymentsController, PaymentReturnController, StripeWebhookController],
})
export class PaymentHttpModule {}
