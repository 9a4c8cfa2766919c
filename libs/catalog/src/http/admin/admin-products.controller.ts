import { Body, Controller, Delete, Get, HttpCode, Patch, Post, Put, Query } from '@nestjs/common';
import {
  ApiConflictResponse,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiQuery,
} from '@nestjs/swagger';
import { Config } from '#platform/config/config.js';
import { Idempotent } from '#platform/http/idempotency.js';
import type { RawQuery } from '#platform/http/paging.js';
import { Problem } from '#platform/http/problem.js';
import type { Author } from '../../application/author.js';
import { ChangeProduct } from '../../application/change-product.js';
import { CreateProduct } from '../../application/create-product.js';
import { PlaceProduct } from '../../application/place-product.js';
import { RemoveProduct } from '../../application/remove-product.js';
import { ProductNotFound } from '../../domain/catalog.errors.js';
import type { CategoryId, ProductId } from '../../domain/ids.js';
import { AdminProductListQueries } from '../../queries/admin-product-list.queries.js';
import { AdminProductQueries } from '../../queries/admin-product.queries.js';
import { AdminProductPage, AdminProductView, productStatuses } from '../../queries/admin-product.views.js';
import { ApiPaging } from '../list-parameters.decorators.js';
import { Administration, ChangesVersion } from './administration.decorators.js';
import { productListRequest } from './admin-list-parameters.js';
import { IdOf } from './known-id.js';
import { NewProductRequest, PlacementRequest, ProductChangeRequest } from './products.dto.js';
import { Editor, StaffMember } from './staff-member.js';
import { variantInput } from './variant-requests.js';

@Administration('products')
@Controller('admin/products')
export class AdminProductsController {
  constructor(
    private readonly lists: AdminProductListQueries,
    private readonly products: AdminProductQueries,
    private readonly createProduct: CreateProduct,
    private readonly changeProduct: ChangeProduct,
    private readonly placeProduct: PlaceProduct,
    private readonly removeProduct: RemoveProduct,
    private readonly config: Config,
  ) {}

  @Get()
  @ApiOperation({ summary: 'All products, drafts and archived ones too; those that changed last first' })
  @ApiQuery({ name: 'status', required: false, enum: productStatuses })
  @ApiQuery({ name: 'category', required: false, description: 'Id of a category.' })
  @ApiQuery({
    name: 'q',
    required: false,
    description: 'Words of the name, or how the slug or a SKU begins.',
  })
  @ApiPaging()
  @ApiOkResponse({ type: AdminProductPage })
  list(@Query() query: RawQuery): Promise<AdminProductPage> {
    const { filter, page } = productListRequest(query);
    return this.lists.page(filter, page);
  }

  @Post()
  @Idempotent()
  @ApiOperation({ summary: 'A new product: a draft that nobody sees yet' })
  @ApiCreatedResponse({ type: AdminProductView })
  @ApiNotFoundResponse({ type: Problem, description: 'A category is not known.' })
  @ApiConflictResponse({ type: Problem, description: 'The slug or a SKU is taken.' })
  async create(
    @Body() { variants = [], categoryIds = [], description = '', ...product }: NewProductRequest,
    @StaffMember() by: Author,
  ): Promise<AdminProductView> {
    const id = await this.createProduct.execute(
      {
        ...product,
        description,
        currency: this.config.shop.currency,
        categoryIds: categoryIds as CategoryId[],
        variants: variants.map(variantInput),
        images: [],
      },
      by,
    );
    return this.products.find(id);
  }

  @Get(':productId')
  @ApiOperation({ summary: 'One product; its ETag goes into If-Match' })
  @ApiParam({ name: 'productId', format: 'uuid' })
  @ApiOkResponse({ type: AdminProductView })
  @ApiNotFoundResponse({ type: Problem })
  find(@IdOf('productId', ProductNotFound) productId: ProductId): Promise<AdminProductView> {
    return this.products.find(productId);
  }

  @Patch(':productId')
  @ChangesVersion()
  @ApiOperation({ summary: 'Change name, description, slug or tax class' })
  @ApiParam({ name: 'productId', format: 'uuid' })
  @ApiOkResponse({ type: AdminProductView })
  @ApiConflictResponse({ type: Problem, description: 'The slug is taken.' })
  async change(
    @IdOf('productId', ProductNotFound) productId: ProductId,
    @Body() change: ProductChangeRequest,
    @Editor() by: Author,
  ): Promise<AdminProductView> {
    return this.products.find(await this.changeProduct.execute(productId, change, by));
  }

  @Put(':productId/categories')
  @ChangesVersion()
  @ApiOperation({ summary: 'Place it in exactly these categories' })
  @ApiParam({ name: 'productId', format: 'uuid' })
  @ApiOkResponse({ type: AdminProductView })
  @ApiConflictResponse({ type: Problem, description: 'A product that is on sale needs a category.' })
  async place(
    @IdOf('productId', ProductNotFound) productId: ProductId,
    @Body() { categoryIds }: PlacementRequest,
    @Editor() by: Author,
  ): Promise<AdminProductView> {
    const input = { productId, categoryIds: categoryIds as CategoryId[] };
    return this.products.find(await this.placeProduct.execute(input, by));
  }

  @Delete(':productId')
  @HttpCode(204)
  @ChangesVersion()
  @ApiOperation({ summary: 'Remove a draft that has never been published; archive everything else' })
  @ApiParam({ name: 'productId', format: 'uuid' })
  @ApiNoContentResponse()
  @ApiConflictResponse({ type: Problem, description: 'Orders may refer to it.' })
  remove(@IdOf('productId', ProductNotFound) productId: ProductId, @Editor() by: Author): Promise<void> {
    return this.removeProduct.execute(productId, by);
  }
}
