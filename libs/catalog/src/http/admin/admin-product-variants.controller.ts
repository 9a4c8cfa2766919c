import { Body, Controller, Post, Put } from '@nestjs/common';
import {
  ApiConflictResponse,
  ApiCreatedResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
} from '@nestjs/swagger';
import { Idempotent } from '#platform/http/idempotency.js';
import { Problem } from '#platform/http/problem.js';
import { AddVariant } from '../../application/add-variant.js';
import type { Author } from '../../application/author.js';
import { OrderVariants } from '../../application/order-variants.js';
import { ProductNotFound } from '../../domain/catalog.errors.js';
import type { ProductId, VariantId } from '../../domain/ids.js';
import { AdminProductQueries } from '../../queries/admin-product.queries.js';
import { AdminProductView } from '../../queries/admin-product.views.js';
import { Administration, ChangesVersion } from './administration.decorators.js';
import { IdOf } from './known-id.js';
import { NewVariantRequest, VariantOrderRequest } from './products.dto.js';
import { Editor } from './staff-member.js';
import { variantInput } from './variant-requests.js';

@Administration('variants')
@ApiParam({ name: 'productId', format: 'uuid' })
@Controller('admin/products/:productId')
export class AdminProductVariantsController {
  constructor(
    private readonly products: AdminProductQueries,
    private readonly addVariant: AddVariant,
    private readonly orderVariants: OrderVariants,
  ) {}

  @Post('variants')
  @Idempotent()
  @ChangesVersion()
  @ApiOperation({ summary: 'A new variant, behind the others' })
  @ApiCreatedResponse({ type: AdminProductView })
  @ApiConflictResponse({ type: Problem, description: 'The SKU is taken.' })
  async add(
    @IdOf('productId', ProductNotFound) productId: ProductId,
    @Body() variant: NewVariantRequest,
    @Editor() by: Author,
  ): Promise<AdminProductView> {
    await this.addVariant.execute({ productId, ...variantInput(variant) }, by);
    return this.products.find(productId);
  }

  @Put('variant-order')
  @ChangesVersion()
  @ApiOperation({ summary: 'Put variants in order: these first, the others behind them' })
  @ApiOkResponse({ type: AdminProductView })
  async order(
    @IdOf('productId', ProductNotFound) productId: ProductId,
    @Body() { variantIds }: VariantOrderRequest,
    @Editor() by: Author,
  ): Promise<AdminProductView> {
    return this.products.find(await this.orderVariants.execute(productId, variantIds as VariantId[], by));
  }
}
