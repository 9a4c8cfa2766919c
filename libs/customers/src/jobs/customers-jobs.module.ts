import { Module } from '@nestjs/common';
import { EventConsumersModule } from '#platform/outbox/outbox.module.js';
import { CustomersModule } from '../customers.module.js';
import { customersUnheard } from './customers.consumers.js';

/** Nothing comes through a queue; the worker's schedules use `DeleteExpiredCredentials`. */
@Module({
  imports: [CustomersModule, EventConsumersModule.forConsumers([], customersUnheard)],
  exports: [CustomersModule],
})
export class CustomersJobsModule {}
