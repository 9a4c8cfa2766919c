import { Body, Controller, Get, Header, HttpCode, Param, Post, Put, Query, Res } from '@nestjs/common';
import {
  ApiBadRequestResponse,
  ApiConflictResponse,
  ApiHeader,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiPreconditionFailedResponse,
  ApiQuery,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Requires } from '#platform/auth/permissions.js';
import { CurrentPrincipal, type Principal } from '#platform/auth/principal.js';
import { Idempotent } from '#platform/http/idempotency.js';
import { entityTag, IfMatch } from '#platform/http/if-match.js';
import type { RawQuery } from '#platform/http/paging.js';
import { Problem } from '#platform/http/problem.js';
import { KeepStock } from '../application/keep-stock.js';
import type { ChangeStockInput } from '../application/change-stock.js';
import { lowStock } from '../domain/stock-level.js';
import { StockQueries } from '../queries/stock.queries.js';
import { MovementList, StockPage, StockView } from '../queries/stock.views.js';
import { ledgerRequest, stockListRequest, stockStates } from './stock-parameters.js';
import { AdjustStockRequest, SetStockRequest } from './stock.dto.js';

@ApiTags('Administration: stock')
@Requires('stock:manage')
@ApiBadRequestResponse({ type: Problem })
@Controller('admin/stock')
export class StockController {
  constructor(
    private readonly stock: StockQueries,
    private readonly keepStock: KeepStock,
  ) {}

  @Get()
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'What is running out, the fewest pieces first' })
  @ApiQuery({
    name: 'state',
    required: false,
    enum: stockStates,
    description: 'Default low, which includes what is sold out.',
  })
  @ApiQuery({
    name: 'below',
    required: false,
    schema: { type: 'integer', minimum: 1, default: lowStock + 1 },
    description: 'With state=low: fewer pieces than this are few.',
  })
  @ApiQuery({ name: 'page', required: false, schema: { type: 'integer', minimum: 1, default: 1 } })
  @ApiQuery({
    name: 'limit',
    required: false,
    schema: { type: 'integer', minimum: 1, maximum: 100, default: 20 },
  })
  @ApiOkResponse({ type: StockPage })
  list(@Query() query: RawQuery): Promise<StockPage> {
    const { below, page } = stockListRequest(query);
    return this.stock.page(below, page);
  }

  @Get(':variantId')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'The stock of a variant; its ETag goes into If-Match' })
  @ApiOkResponse({ type: StockView })
  @ApiNotFoundResponse({ type: Problem })
  async find(
    @Param('variantId') variantId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StockView> {
    return tagged(await this.stock.find(variantId), reply);
  }

  @Put(':variantId')
  @ApiOperation({
    summary: 'Set what can be sold',
    description:
      'What unpaid orders hold stays on top of it. The first time it creates the stock of a variant.',
  })
  @ApiHeader({
    name: 'If-Match',
    required: false,
    description: 'Only if the stock is still as it was read, e.g. after counting the shelf.',
    schema: { type: 'string', example: '"17"' },
  })
  @ApiOkResponse({ type: StockView })
  @ApiNotFoundResponse({ type: Problem, description: 'The catalogue has no such variant.' })
  @ApiPreconditionFailedResponse({ type: Problem, description: 'inventory.version-mismatch' })
  async set(
    @Param('variantId') variantId: string,
    @Body() { available, reason }: SetStockRequest,
    @CurrentPrincipal() principal: Principal,
    @IfMatch() ifVersion: readonly number[] | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StockView> {
    const change = { variantId, change: { to: available }, reason, actor: principal.id, ifVersion };
    return tagged(await this.change(change), reply);
  }

  @Post(':variantId/adjustments')
  @HttpCode(200)
  @Idempotent()
  @ApiOperation({
    summary: 'Add pieces, or take some away',
    description:
      'Safe beside sales. Send an Idempotency-Key: an adjustment that is made twice is goods twice.',
  })
  @ApiOkResponse({ type: StockView })
  @ApiNotFoundResponse({ type: Problem, description: 'The catalogue has no such variant.' })
  @ApiConflictResponse({ type: Problem, description: 'inventory.too-few' })
  async adjust(
    @Param('variantId') variantId: string,
    @Body() { by, reason }: AdjustStockRequest,
    @CurrentPrincipal() principal: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StockView> {
    return tagged(await this.change({ variantId, change: { by }, reason, actor: principal.id }), reply);
  }

  @Get(':variantId/movements')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'The ledger of a variant, newest first' })
  @ApiQuery({ name: 'cursor', required: false, description: 'The nextCursor of the answer before.' })
  @ApiQuery({
    name: 'limit',
    required: false,
    schema: { type: 'integer', minimum: 1, maximum: 100, default: 20 },
  })
  @ApiOkResponse({ type: MovementList })
  @ApiNotFoundResponse({ type: Problem })
  movements(@Param('variantId') variantId: string, @Query() query: RawQuery): Promise<MovementList> {
    const { cursor, limit } = ledgerRequest(query);
    return this.stock.movements(variantId, cursor, limit);
  }

  private async change(input: ChangeStockInput): Promise<StockView> {
    const variantId = input.variantId.toLowerCase();
    await this.keepStock.execute({ ...input, variantId });
    return this.stock.find(variantId);
  }
}

function tagged(stock: StockView, reply: FastifyReply): StockView {
  void reply.header('etag', entityTag(stock.version));
  return stock;
}
