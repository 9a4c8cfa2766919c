import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { KeepManyProducts } from './application/bulk/keep-many-products.js';
import { CatalogBulk } from './application/catalog-bulk.js';
import { CatalogFacade } from './application/catalog.facade.js';
import { ChangePrice } from './application/change-price.js';
import { CountSales } from './application/count-sales.js';
import { CreateProduct } from './application/create-product.js';
import { PlaceProduct } from './application/place-product.js';
import { ProjectStock } from './application/project-stock.js';
import { PublishProduct } from './application/publish-product.js';
import { WithdrawProduct } from './application/withdraw-product.js';
import { BulkReferences } from './domain/bulk-references.js';
import { ProductProjections } from './domain/product-projections.js';
import { Options } from './domain/options.js';
import { Products } from './domain/products.js';
import { Shelves } from './domain/shelves.js';
import { Listings } from './infrastructure/listings.js';
import { MysqlBulkReferences } from './infrastructure/mysql-bulk-references.js';
import { MysqlOptions } from './infrastructure/mysql-options.js';
import { MysqlProductProjections } from './infrastructure/mysql-product-projections.js';
import { MysqlProducts } from './infrastructure/mysql-products.js';
import { MysqlShelves } from './infrastructure/mysql-shelves.js';
import { optionMappings } from './infrastructure/option.mapping.js';
import { catalogMappings } from './infrastructure/product.mapping.js';
import { RowWriter } from './infrastructure/row-writer.js';
import { shelfMappings } from './infrastructure/shelf.mapping.js';
import { ProductExportQueries } from './queries/product-export.queries.js';
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
  imports: [
    TypeOrmModule.forFeature([...catalogMappings, ...shelfMappings, ...optionMappings]),
    ReviewsModule,
  ],
  providers: [
    ...useCases,
    Listings,
    RowWriter,
    VariantNames,
    { provide: Products, useClass: MysqlProducts },
    { provide: Shelves, useClass: MysqlShelves },
    { provide: Options, useClass: MysqlOptions },
    { provide: ProductProjections, useClass: MysqlProductProjections },
    { provide: CatalogFacade, useClass: SellableQueries },
    ProductExportQueries,
    { provide: BulkReferences, useClass: MysqlBulkReferences },
    { provide: CatalogBulk, useClass: KeepManyProducts },
  ],
  exports: [...useCases, CatalogFacade, CatalogBulk, VariantNames],
})
export class CatalogModule {}
