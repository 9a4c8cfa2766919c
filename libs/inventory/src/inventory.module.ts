import { Module } from '@nestjs/common';
import { ChangeStock } from './application/change-stock.js';
import { InventoryFacade } from './application/inventory.facade.js';
import { ReleaseStock } from './application/release-stock.js';
import { ReserveStock } from './application/reserve-stock.js';
import { SellReservedStock } from './application/sell-reserved-stock.js';
import { SetStocks } from './application/set-stocks.js';
import { StockAnnouncements } from './application/stock-announcements.js';
import { Stock } from './domain/stock.js';
import { MysqlStock } from './infrastructure/mysql-stock.js';
import { StockReconciliation } from './queries/stock-reconciliation.js';

@Module({
  providers: [
    InventoryFacade,
    ReserveStock,
    SellReservedStock,
    ReleaseStock,
    ChangeStock,
    SetStocks,
    StockAnnouncements,
    StockReconciliation,
    { provide: Stock, useClass: MysqlStock },
  ],
  exports: [InventoryFacade, ChangeStock, StockReconciliation],
})
export class InventoryModule {}
