import { Module } from '@nestjs/common';
import { AdminProductListQueries } from '../../queries/admin-product-list.queries.js';
import { AdminProductQueries } from '../../queries/admin-product.queries.js';
import { AdminShelfQueries } from '../../queries/admin-shelf.queries.js';
import { CatalogModule } from '../../catalog.module.js';
import { AdminCategoriesController } from './admin-categories.controller.js';
import { AdminDepartmentsController } from './admin-departments.controller.js';
import { AdminOptionValuesController } from './admin-option-values.controller.js';
import { AdminOptionsController } from './admin-options.controller.js';
import { AdminProductVariantsController } from './admin-product-variants.controller.js';
import { AdminProductsController } from './admin-products.controller.js';
import { AdminPublicationsController } from './admin-publications.controller.js';
import { AdminVariantsController } from './admin-variants.controller.js';

/** The door by which staff run the catalogue. */
@Module({
  imports: [CatalogModule],
  controllers: [
    AdminProductsController,
    AdminProductVariantsController,
    AdminPublicationsController,
    AdminVariantsController,
    AdminDepartmentsController,
    AdminCategoriesController,
    AdminOptionsController,
    AdminOptionValuesController,
  ],
  providers: [AdminProductListQueries, AdminProductQueries, AdminShelfQueries],
})
export class AdministrationHttpModule {}
