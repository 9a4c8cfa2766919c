import { Module } from '@nestjs/common';
import { CatalogModule } from '#catalog';
import { InventoryModule } from '#inventory';
import { AddToCart } from './application/add-to-cart.js';
import { CartFacade } from './application/cart.facade.js';
import { ChangeCartLine } from './application/change-cart-line.js';
import { ClaimCart } from './application/claim-cart.js';
import { CleanUpCarts } from './application/clean-up-carts.js';
import { CustomerCarts } from './application/customer-carts.js';
import { Market } from './application/market.js';
import { RemoveFromCart } from './application/remove-from-cart.js';
import { StartCart } from './application/start-cart.js';
import { UnusedCarts } from './application/unused-carts.js';
import { Carts } from './domain/carts.js';
import { MysqlCarts } from './infrastructure/mysql-carts.js';
import { MysqlCustomerCarts } from './infrastructure/mysql-customer-carts.js';
import { MysqlUnusedCarts } from './infrastructure/mysql-unused-carts.js';
import { CartQueries } from './queries/cart.queries.js';
import { PersonalCarts } from './queries/personal-carts.queries.js';

const useCases = [AddToCart, ChangeCartLine, RemoveFromCart, StartCart, ClaimCart, CleanUpCarts];

@Module({
  imports: [CatalogModule, InventoryModule],
  providers: [
    ...useCases,
    CartFacade,
    CartQueries,
    Market,
    { provide: Carts, useClass: MysqlCarts },
    { provide: UnusedCarts, useClass: MysqlUnusedCarts },
    { provide: CustomerCarts, useClass: MysqlCustomerCarts },
    PersonalCarts,
  ],
  exports: [...useCases, CartFacade, CartQueries, CustomerCarts, PersonalCarts],
})
export class CartModule {}
