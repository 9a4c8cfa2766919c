import { Module } from '@nestjs/common';
import { EventConsumersModule } from '#platform/outbox/outbox.module.js';
import { OrderingModule } from '../ordering.module.js';
import { orderingConsumers, orderingUnheard } from './ordering.consumers.js';
import { OrderingProcessor } from './ordering.processor.js';

@Module({
  imports: [OrderingModule, EventConsumersModule.forConsumers(orderingConsumers, orderingUnheard)],
  providers: [OrderingProcessor],
  // For the schedules.
  exports: [OrderingModule],
})
export class OrderingJobsModule {}
