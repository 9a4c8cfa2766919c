import { Module } from '@nestjs/common';
import { EmptyPages } from '../queries/listing-scope.js';
import { ProductDetailQueries } from '../queries/product-detail.queries.js';
import { ProductListQueries } from '../queries/product-list.queries.js';
import { ProductSearchQueries } from '../queries/product-search.queries.js';
import { ShelfQueries } from '../queries/shelf.queries.js';
import { ImagesController } from './images.controller.js';
import { ReviewsHttpModule } from './reviews/reviews-http.module.js';
import { ProductsController } from './products.controller.js';
import { CategoriesController, DepartmentsController } from './shelves.controllers.js';

@Module({
  imports: [ReviewsHttpModule],
  controllers: [ProductsController, DepartmentsController, CategoriesController, ImagesController],
  providers: [EmptyPages, ProductListQueries, ProductSearchQueries, ProductDetailQueries, ShelfQueries],
})
export class CatalogHttpModule {}
