import { Module } from '@nestjs/common';
import { EventConsumersModule } from '#platform/outbox/outbox.module.js';
import { CartModule } from '../cart.module.js';
import { cartConsumers } from './cart.consumers.js';
import { CartProcessor } from './cart.processor.js';

/** Exports what the worker's schedules call: CleanUpCarts. */
@Module({
  imports: [CartModule, EventConsumersModule.forConsumers(cartConsumers)],
  providers: [CartProcessor],
  exports: [CartModule],
})
export class CartJobsModule {}
