import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { StorageModule } from '#platform/storage/storage.module.js';
import { KeepManyProducts } from './application/bulk/keep-many-products.js';
import {
  administrationMappings,
  administrationProviders,
  administrationUseCases,
} from './administration.providers.js';
import { CatalogBulk } from './application/catalog-bulk.js';
import { CatalogFacade } from './application/catalog.facade.js';
import { CatalogImport } from './application/catalog-import.js';
import { CountSales } from './application/count-sales.js';
import { ProjectStock } from './application/project-stock.js';
import { BulkReferences } from './domain/bulk-references.js';
import { ProductProjections } from './domain/product-projections.js';
import { imageProviders, imageUseCases } from './images.providers.js';
import { MysqlBulkReferences } from './infrastructure/mysql-bulk-references.js';
import { MysqlProductProjections } from './infrastructure/mysql-product-projections.js';
import { ProductExportQueries } from './queries/product-export.queries.js';
import { ProductKeys } from './queries/product-keys.js';
import { SellableQueries } from './queries/sellable.queries.js';
import { VariantNames } from './queries/variant-names.js';
import { ReviewsModule } from './reviews.module.js';

const useCases = [...administrationUseCases, ProjectStock, CountSales];

@Module({
  imports: [TypeOrmModule.forFeature([...administrationMappings]), ReviewsModule, StorageModule],
  providers: [
    ...useCases,
    ...administrationProviders,
    ...imageProviders,
    VariantNames,
    ProductKeys,
    CatalogImport,
    { provide: ProductProjections, useClass: MysqlProductProjections },
    { provide: CatalogFacade, useClass: SellableQueries },
    ProductExportQueries,
    { provide: BulkReferences, useClass: MysqlBulkReferences },
    { provide: CatalogBulk, useClass: KeepManyProducts },
  ],
  exports: [
    ...useCases,
    ...imageUseCases,
    CatalogFacade,
    CatalogBulk,
    CatalogImport,
    ProductKeys,
    VariantNames,
  ],
})
export class CatalogModule {}
