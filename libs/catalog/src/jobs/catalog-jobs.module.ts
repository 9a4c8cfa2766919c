import { Module } from '@nestjs/common';
import { EventConsumersModule } from '#platform/outbox/outbox.module.js';
import { CatalogModule } from '../catalog.module.js';
import { ReviewsModule } from '../reviews.module.js';
import { catalogConsumers } from './catalog.consumers.js';
import { CatalogProcessor } from './catalog.processor.js';
import { StockConsumer } from './stock.consumer.js';

@Module({
  imports: [CatalogModule, ReviewsModule, EventConsumersModule.forConsumers(catalogConsumers)],
  providers: [CatalogProcessor, StockConsumer],
  exports: [CatalogModule],
})
export class CatalogJobsModule {}
