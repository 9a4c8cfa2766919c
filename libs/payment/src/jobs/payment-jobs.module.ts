import { Module } from '@nestjs/common';
import { EventConsumersModule } from '#platform/outbox/outbox.module.js';
import { PaymentModule } from '../payment.module.js';
import { paymentConsumers, paymentUnheard } from './payment.consumers.js';
import { PaymentProcessor } from './payment.processor.js';

@Module({
  imports: [PaymentModule, EventConsumersModule.forConsumers(paymentConsumers, paymentUnheard)],
  providers: [PaymentProcessor],
  // For the schedules.
  exports: [PaymentModule],
})
export class PaymentJobsModule {}
