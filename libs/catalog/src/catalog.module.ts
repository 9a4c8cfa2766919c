import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CatalogFacade } from './application/catalog.facade.js';
import { ChangePrice } from './application/change-price.js';
import { CountSales } from './application/count-sales.js';
import { CreateProduct } from './application/create-product.js';
import { PlaceProduct } from './application/place-product.js';
import { ProjectStock } from './application/project-stock.js';
import { PublishProduct } from './application/publish-product.js';
import { WithdrawProduct } from './application/withdraw-product.js';
import { ProductProjections } from './domain/product-projections.js';
import { Products } from './domain/products.js';
import { Listings } from './infrastructure/listings.js';
import { MysqlProductProjections } from './infrastructure/mysql-product-projections.js';
import { MysqlProducts } from './infrastructure/mysql-products.js';
import { catalogMappings } from './infrastructure/product.mapping.js';
import { ProductWriter } from './infrastructure/product-writer.js';
import { SellableQueries } from './queries/sellable.queries.js';
import { VariantNames } from './queries/variant-names.js';
import { ReviewsModule } from './reviews.module.js';

const useCases = [
  CreateProduct,
  PublishProduct,
  WithdrawProduct,
  PlaceProduct,
  ChangePrice,
  ProjectStock,
  CountSales,
];

@Module({
  imports: [TypeOrmModule.forFeature(catalogMappings), ReviewsModule],
  providers: [
    ...useCases,
    Listings,
    ProductWriter,
    VariantNames,
    { provide: Products, useClass: MysqlProducts },
    { provide: ProductProjections, useClass: MysqlProductProjections },
    { provide: CatalogFacade, useClass: SellableQueries },
  ],
  exports: [...useCases, CatalogFacade, VariantNames],
})
export class CatalogModule {}
