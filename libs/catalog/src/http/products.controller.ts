import { Controller, Get, Header, Param, Query } from '@nestjs/common';
import {
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiQuery,
  ApiTags,
} from '@nestjs/swagger';
import { Public } from '#platform/auth/permissions.js';
import type { RawQuery } from '#platform/http/paging.js';
import { Problem } from '#platform/http/problem.js';
import type { Page } from '#shared-kernel';
import { ProductPage, ProductDetail, type ProductCard } from '../queries/catalog.views.js';
import { ProductDetailQueries } from '../queries/product-detail.queries.js';
import { ProductListQueries, productSorts } from '../queries/product-list.queries.js';
import { ProductSearchQueries, searchSorts } from '../queries/product-search.queries.js';
import { publicRead } from './cache-control.js';
import { ApiPaging, ApiShelfFilter } from './list-parameters.decorators.js';
import { listRequest, searchRequest } from './list-parameters.js';

@ApiTags('Catalogue')
@Public()
@Controller('products')
export class ProductsController {
  constructor(
    private readonly lists: ProductListQueries,
    private readonly searches: ProductSearchQueries,
    private readonly details: ProductDetailQueries,
  ) {}

  @Get()
  @Header('Cache-Control', publicRead)
  @ApiOperation({
    summary: 'Products, page by page',
    description: 'With `q` it is a search: see /v1/products/search.',
  })
  @ApiShelfFilter()
  @ApiQuery({ name: 'q', required: false, description: 'Words of name or description.', example: 'wool' })
  @ApiQuery({
    name: 'sort',
    required: false,
    enum: productSorts,
    description: 'Default newest; with `q` relevance.',
  })
  @ApiPaging()
  @ApiOkResponse({ type: ProductPage })
  @ApiNotFoundResponse({ type: Problem, description: 'The department or category is not known.' })
  list(@Query() query: RawQuery): Promise<Page<ProductCard>> {
    const { input, page } = listRequest(query);
    return 'text' in input ? this.searches.page(input, page) : this.lists.page(input, page);
  }

  @Get('search')
  @Header('Cache-Control', publicRead)
  @ApiOperation({
    summary: 'Search by name and description',
    description:
      'All words must occur, the last one may be unfinished. Words that say nothing (the, of, …) are left out.',
  })
  @ApiQuery({ name: 'q', required: true, example: 'wool sweater' })
  @ApiShelfFilter()
  @ApiQuery({ name: 'sort', required: false, enum: searchSorts, description: 'Default relevance.' })
  @ApiPaging()
  @ApiOkResponse({ type: ProductPage })
  @ApiNotFoundResponse({ type: Problem, description: 'The department or category is not known.' })
  search(@Query() query: RawQuery): Promise<Page<ProductCard>> {
    const { input, page } = searchRequest(query);
    return this.searches.page(input, page);
  }

  @Get(':idOrSlug')
  @Header('Cache-Control', publicRead)
  @ApiOperation({ summary: 'One product with its variants, options and pictures' })
  @ApiParam({ name: 'idOrSlug', example: 'harbour-fisherman-sweater' })
  @ApiOkResponse({ type: ProductDetail })
  @ApiNotFoundResponse({ type: Problem })
  detail(@Param('idOrSlug') idOrSlug: string): Promise<ProductDetail> {
    return this.details.find(idOrSlug);
  }
}
