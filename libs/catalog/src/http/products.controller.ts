import { Controller, Get, Param, Query } from '@nestjs/common';
import {
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiQuery,
  ApiTags,
} from '@nestjs/swagger';
import { Public } from '#platform/auth/permissions.js';
import { Cacheable } from '#platform/cache/cacheable.js';
import { CachedRead } from '#platform/cache/cached-read.js';
import type { RawQuery } from '#platform/http/paging.js';
import { Problem } from '#platform/http/problem.js';
import { ProductDetail } from '../queries/catalog.views.js';
import { ProductPage } from '../queries/list.views.js';
import { ProductDetailQueries } from '../queries/product-detail.queries.js';
import { searchSorts } from '../queries/product-sorts.js';
import { detailTags } from './detail-tags.js';
import {
  ApiCursor,
  ApiFilters,
  ApiPaging,
  ApiShelfFilter,
  ApiTextMatch,
} from './list-parameters.decorators.js';
import { listRequest, searchRequest } from './list-parameters.js';
import { ProductLists } from './product-lists.js';

@ApiTags('Catalogue')
@Public()
@Controller('products')
export class ProductsController {
  constructor(
    private readonly lists: ProductLists,
    private readonly details: ProductDetailQueries,
  ) {}

  @Get()
  @CachedRead()
  @ApiOperation({
    summary: 'Products, page by page',
    description: 'With `q` it is a search: see /v1/products/search.',
  })
  @ApiShelfFilter()
  @ApiQuery({ name: 'q', required: false, description: 'What to search for.', example: 'wool' })
  @ApiTextMatch()
  @ApiFilters()
  @ApiQuery({
    name: 'sort',
    required: false,
    enum: searchSorts,
    description: 'Default newest; with `q` relevance, which needs a `q`.',
  })
  @ApiPaging()
  @ApiCursor()
  @ApiOkResponse({ type: ProductPage })
  @ApiNotFoundResponse({ type: Problem, description: 'The department or category is not known.' })
  list(@Query() query: RawQuery): Promise<Cacheable<ProductPage>> {
    return this.lists.answer(listRequest(query));
  }

  @Get('search')
  @CachedRead()
  @ApiOperation({
    summary: 'Search by name, category, option values and description',
    description:
      'All words must occur (or any, see `match`), the last one may be unfinished; words in quotes must stand side by side. Plurals, accents and small typing errors do not matter; words that say nothing (the, of, …) are left out.',
  })
  @ApiQuery({ name: 'q', required: true, example: 'wool sweater' })
  @ApiTextMatch()
  @ApiShelfFilter()
  @ApiFilters()
  @ApiQuery({ name: 'sort', required: false, enum: searchSorts, description: 'Default relevance.' })
  @ApiPaging()
  @ApiCursor()
  @ApiOkResponse({ type: ProductPage })
  @ApiNotFoundResponse({ type: Problem, description: 'The department or category is not known.' })
  search(@Query() query: RawQuery): Promise<Cacheable<ProductPage>> {
    return this.lists.answer(searchRequest(query));
  }

  @Get(':idOrSlug')
  @CachedRead()
  @ApiOperation({
    summary: 'One product with its variants, options, pictures and rating, and what goes with it',
  })
  @ApiParam({ name: 'idOrSlug', example: 'harbour-fisherman-sweater' })
  @ApiOkResponse({ type: ProductDetail })
  @ApiNotFoundResponse({ type: Problem })
  async detail(@Param('idOrSlug') idOrSlug: string): Promise<Cacheable<ProductDetail>> {
    const found = await this.details.read(idOrSlug);
    return Cacheable.of(found.detail, detailTags(found));
  }
}
