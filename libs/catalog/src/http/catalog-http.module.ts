import { Module } from '@nestjs/common';
import { SearchModule } from '../infrastructure/search/search.module.js';
import { EmptyPages } from '../queries/listing-scope.js';
import { ProductCardQueries } from '../queries/product-cards.queries.js';
import { ProductDetailQueries } from '../queries/product-detail.queries.js';
import { ProductListQueries } from '../queries/product-list.queries.js';
import { ProductSearchQueries } from '../queries/product-search.queries.js';
import { RelatedProductsQueries } from '../queries/related-products.queries.js';
import { ShelfQueries } from '../queries/shelf.queries.js';
import { SuggestionQueries } from '../queries/suggestion.queries.js';
import { AdministrationHttpModule } from './admin/administration-http.module.js';
import { ImagesHttpModule } from './images/images-http.module.js';
import { ListCursors } from './list-cursors.js';
import { ProductLists } from './product-lists.js';
import { ReviewsHttpModule } from './reviews/reviews-http.module.js';
import { ProductsController } from './products.controller.js';
import { SearchController } from './search.controller.js';
import { CategoriesController, DepartmentsController } from './shelves.controllers.js';

@Module({
  imports: [AdministrationHttpModule, ImagesHttpModule, ReviewsHttpModule, SearchModule],
  controllers: [ProductsController, SearchController, DepartmentsController, CategoriesController],
  providers: [
    EmptyPages,
    ListCursors,
    ProductLists,
    ProductListQueries,
    ProductCardQueries,
    ProductSearchQueries,
    SuggestionQueries,
    ProductDetailQueries,
    RelatedProductsQueries,
    ShelfQueries,
  ],
})
export class CatalogHttpModule {}
