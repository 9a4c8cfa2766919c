import { Module } from '@nestjs/common';
import { CatalogModule } from '#catalog';
import { KeepStock } from '../application/keep-stock.js';
import { InventoryModule } from '../inventory.module.js';
import { StockQueries } from '../queries/stock.queries.js';
import { StockController } from './stock.controller.js';

@Module({
  imports: [InventoryModule, CatalogModule],
  controllers: [StockController],
  providers: [KeepStock, StockQueries],
})
export class InventoryHttpModule {}
