import { Body, Controller, Delete, Get, HttpCode, Patch, Post, Put } from '@nestjs/common';
import {
  ApiConflictResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
} from '@nestjs/swagger';
import { Problem } from '#platform/http/problem.js';
import { ArchiveVariant } from '../../application/archive-variant.js';
import type { Author } from '../../application/author.js';
import { ChangePrice } from '../../application/change-price.js';
import { ChangeVariant } from '../../application/change-variant.js';
import { RemoveVariant } from '../../application/remove-variant.js';
import { VariantNotFound } from '../../domain/catalog.errors.js';
import type { VariantId } from '../../domain/ids.js';
import { AdminProductQueries } from '../../queries/admin-product.queries.js';
import { AdminProductView } from '../../queries/admin-product.views.js';
import { Administration, ChangesVersion } from './administration.decorators.js';
import { IdOf } from './known-id.js';
import { PriceRequest, VariantChangeRequest } from './products.dto.js';
import { Editor } from './staff-member.js';
import { priceOf } from './variant-requests.js';

/** A variant belongs to its product: each answer is the product, and its version the one that counts. */
@Administration('variants')
@ApiParam({ name: 'variantId', format: 'uuid' })
@Controller('admin/variants/:variantId')
export class AdminVariantsController {
  constructor(
    private readonly products: AdminProductQueries,
    private readonly changeVariant: ChangeVariant,
    private readonly changePrice: ChangePrice,
    private readonly archiveVariant: ArchiveVariant,
    private readonly removeVariant: RemoveVariant,
  ) {}

  @Get()
  @ApiOperation({ summary: 'The product of a variant; its ETag goes into If-Match' })
  @ApiOkResponse({ type: AdminProductView })
  @ApiNotFoundResponse({ type: Problem })
  find(@IdOf('variantId', VariantNotFound) variantId: VariantId): Promise<AdminProductView> {
    return this.products.havingVariant(variantId);
  }

  @Patch()
  @ChangesVersion()
  @ApiOperation({ summary: 'Change SKU, name or option values' })
  @ApiOkResponse({ type: AdminProductView })
  @ApiConflictResponse({ type: Problem, description: 'The SKU is taken.' })
  async change(
    @IdOf('variantId', VariantNotFound) variantId: VariantId,
    @Body() change: VariantChangeRequest,
    @Editor() by: Author,
  ): Promise<AdminProductView> {
    return this.products.find(await this.changeVariant.execute(variantId, change, by));
  }

  @Put('price')
  @ChangesVersion()
  @ApiOperation({
    summary: 'Set its price, with or without a sale',
    description:
      'The whole price: a sale that is left out is over. Carts and orders go by it to the second; lists follow within five.',
  })
  @ApiOkResponse({ type: AdminProductView })
  async price(
    @IdOf('variantId', VariantNotFound) variantId: VariantId,
    @Body() price: PriceRequest,
    @Editor() by: Author,
  ): Promise<AdminProductView> {
    return this.products.find(await this.changePrice.execute({ variantId, ...priceOf(price) }, by));
  }

  @Post('archiving')
  @HttpCode(200)
  @ChangesVersion()
  @ApiOperation({ summary: 'Put it away: neither shown nor sold; orders go on referring to it' })
  @ApiOkResponse({ type: AdminProductView })
  async archive(
    @IdOf('variantId', VariantNotFound) variantId: VariantId,
    @Editor() by: Author,
  ): Promise<AdminProductView> {
    return this.products.find(await this.archiveVariant.execute(variantId, by));
  }

  @Delete('archiving')
  @ChangesVersion()
  @ApiOperation({ summary: 'Bring it back' })
  @ApiOkResponse({ type: AdminProductView })
  async restore(
    @IdOf('variantId', VariantNotFound) variantId: VariantId,
    @Editor() by: Author,
  ): Promise<AdminProductView> {
    return this.products.find(await this.archiveVariant.restore(variantId, by));
  }

  @Delete()
  @ChangesVersion()
  @ApiOperation({ summary: 'Remove it from a product that has never been published; archive it otherwise' })
  @ApiOkResponse({ type: AdminProductView })
  @ApiConflictResponse({ type: Problem, description: 'Orders may refer to it.' })
  async remove(
    @IdOf('variantId', VariantNotFound) variantId: VariantId,
    @Editor() by: Author,
  ): Promise<AdminProductView> {
    return this.products.find(await this.removeVariant.execute(variantId, by));
  }
}
