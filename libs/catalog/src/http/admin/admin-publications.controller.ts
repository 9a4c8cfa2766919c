import { Body, Controller, Delete, HttpCode, Post } from '@nestjs/common';
import { ApiConflictResponse, ApiOkResponse, ApiOperation, ApiParam } from '@nestjs/swagger';
import { Problem } from '#platform/http/problem.js';
import { ArchiveProduct } from '../../application/archive-product.js';
import type { Author } from '../../application/author.js';
import { PublishProduct } from '../../application/publish-product.js';
import { WithdrawProduct } from '../../application/withdraw-product.js';
import { ProductNotFound } from '../../domain/catalog.errors.js';
import type { ProductId } from '../../domain/ids.js';
import { AdminProductQueries } from '../../queries/admin-product.queries.js';
import { AdminProductView } from '../../queries/admin-product.views.js';
import { Administration, ChangesVersion } from './administration.decorators.js';
import { timeOf } from './fields.js';
import { IdOf } from './known-id.js';
import { PublicationRequest } from './products.dto.js';
import { Editor } from './staff-member.js';

const refused = { type: Problem, description: 'It is so already, or it is not ready for it.' };

/** Whether a product is shown, will be shown, or is put away. */
@Administration('products')
@ApiParam({ name: 'productId', format: 'uuid' })
@Controller('admin/products/:productId')
export class AdminPublicationsController {
  constructor(
    private readonly products: AdminProductQueries,
    private readonly publishProduct: PublishProduct,
    private readonly withdrawProduct: WithdrawProduct,
    private readonly archiveProduct: ArchiveProduct,
  ) {}

  @Post('publication')
  @HttpCode(200)
  @ChangesVersion()
  @ApiOperation({
    summary: 'Publish it now, or at a time',
    description: 'It needs a variant and a category. A planned one is shown within seconds of its time.',
  })
  @ApiOkResponse({ type: AdminProductView })
  @ApiConflictResponse(refused)
  async publish(
    @IdOf('productId', ProductNotFound) productId: ProductId,
    @Body() { publishAt }: PublicationRequest,
    @Editor() by: Author,
  ): Promise<AdminProductView> {
    const at = timeOf(publishAt);
    if (at === null) await this.publishProduct.execute(productId, by);
    else await this.publishProduct.plan(productId, at, by);
    return this.products.find(productId);
  }

  @Delete('publication')
  @ChangesVersion()
  @ApiOperation({ summary: 'Withdraw it, or forget that it was to be published' })
  @ApiOkResponse({ type: AdminProductView })
  @ApiConflictResponse(refused)
  async withdraw(
    @IdOf('productId', ProductNotFound) productId: ProductId,
    @Editor() by: Author,
  ): Promise<AdminProductView> {
    return this.products.find(await this.withdrawProduct.execute(productId, by));
  }

  @Post('archiving')
  @HttpCode(200)
  @ChangesVersion()
  @ApiOperation({ summary: 'Put it away: neither shown nor sold; orders go on referring to it' })
  @ApiOkResponse({ type: AdminProductView })
  @ApiConflictResponse(refused)
  async archive(
    @IdOf('productId', ProductNotFound) productId: ProductId,
    @Editor() by: Author,
  ): Promise<AdminProductView> {
    return this.products.find(await this.archiveProduct.execute(productId, by));
  }

  @Delete('archiving')
  @ChangesVersion()
  @ApiOperation({ summary: 'Bring it back, as a draft' })
  @ApiOkResponse({ type: AdminProductView })
  @ApiConflictResponse(refused)
  async restore(
    @IdOf('productId', ProductNotFound) productId: ProductId,
    @Editor() by: Author,
  ): Promise<AdminProductView> {
    return this.products.find(await this.archiveProduct.restore(productId, by));
  }
}
