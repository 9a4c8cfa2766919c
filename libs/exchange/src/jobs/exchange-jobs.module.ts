import { Module } from '@nestjs/common';
import { EventConsumersModule } from '#platform/outbox/outbox.module.js';
import { ExchangeModule } from '../exchange.module.js';
import { exchangeConsumers } from './exchange.consumers.js';
import { ExchangeProcessor } from './exchange.processor.js';

@Module({
  imports: [ExchangeModule, EventConsumersModule.forConsumers(exchangeConsumers)],
  providers: [ExchangeProcessor],
  exports: [ExchangeModule],
})
export class ExchangeJobsModule {}
