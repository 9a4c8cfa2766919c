import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CartModule } from '#cart';
import { CatalogModule } from '#catalog';
import { InventoryModule } from '#inventory';
import { CancelOrder } from './application/cancel-order.js';
import { ChargeTax } from './application/charge-tax.js';
import { ExpireOrder } from './application/expire-order.js';
import { OrderKeys } from './application/order-keys.js';
import { OrderingFacade } from './application/ordering-facade.js';
import { OrderingImport } from './application/ordering-import.js';
import { OrderingInProcess } from './application/ordering-in-process.js';
import { PlaceOrder } from './application/place-order.js';
import { PriceCart } from './application/price-cart.js';
import { PseudonymiseOrders } from './application/pseudonymise-orders.js';
import { QuoteOrder } from './application/quote-order.js';
import { SettleOrder } from './application/settle-order.js';
import { ShippingChoices } from './application/shipping-choices.js';
import { NamedOrders } from './domain/named-orders.js';
import { Orders } from './domain/orders.js';
import { TariffTable } from './domain/tariff-table.js';
import { TaxChoices } from './domain/tax-choices.js';
import { CachedTariffs } from './infrastructure/cached-tariffs.js';
import { MysqlNamedOrders } from './infrastructure/mysql-named-orders.js';
import { MysqlOrderingImport } from './infrastructure/mysql-ordering-import.js';
import { MysqlOrders } from './infrastructure/mysql-orders.js';
import { MysqlTaxChoices } from './infrastructure/mysql-tax-choices.js';
import { orderLineMapping, orderMapping } from './infrastructure/order.mapping.js';
import { PastOrders } from './infrastructure/past-orders.js';
import { TariffRows } from './infrastructure/tariff-rows.js';
import { OrderQueries } from './queries/order.queries.js';
import { OrderSearchQueries } from './queries/order-search.queries.js';
import { PayableOrderQueries } from './queries/payable-orders.queries.js';
import { PersonalOrders } from './queries/personal-orders.queries.js';

@Module({
  imports: [
    TypeOrmModule.forFeature([orderMapping, orderLineMapping]),
    CartModule,
    CatalogModule,
    InventoryModule,
  ],
  providers: [
    PlaceOrder,
    QuoteOrder,
    PriceCart,
    ShippingChoices,
    SettleOrder,
    ExpireOrder,
    CancelOrder,
    OrderKeys,
    OrderQueries,
    OrderSearchQueries,
    PayableOrderQueries,
    { provide: Orders, useClass: MysqlOrders },
    { provide: TariffTable, useClass: CachedTariffs },
    TariffRows,
    PseudonymiseOrders,
    PersonalOrders,
    { provide: NamedOrders, useClass: MysqlNamedOrders },
    ChargeTax,
    { provide: TaxChoices, useClass: MysqlTaxChoices },
    PastOrders,
    { provide: OrderingFacade, useClass: OrderingInProcess },
    { provide: OrderingImport, useClass: MysqlOrderingImport },
  ],
  // The use cases and queries are for this context's own doors; others see the facade.
  exports: [
    OrderingFacade,
    OrderingImport,
    PersonalOrders,
    PseudonymiseOrders,
    NamedOrders,
    ChargeTax,
    TaxChoices,
    PlaceOrder,
    QuoteOrder,
    ShippingChoices,
    SettleOrder,
    OrderKeys,
    OrderQueries,
    OrderSearchQueries,
  ],
})
export class OrderingModule {}
