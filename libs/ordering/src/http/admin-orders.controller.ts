import { Controller, Get, Header, Param, Query } from '@nestjs/common';
import {
  ApiBadRequestResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiQuery,
  ApiTags,
} from '@nestjs/swagger';
import { Requires } from '#platform/auth/permissions.js';
import {
  choiceParameter,
  pageRequest,
  refuseUnknownParameters,
  textParameter,
  type RawQuery,
} from '#platform/http/paging.js';
import { Problem } from '#platform/http/problem.js';
import { parseId } from '#shared-kernel';
import { UnknownOrderCursor } from '../domain/order.errors.js';
import { orderStatuses, type OrderStatus } from '../domain/order-status.js';
import { OrderSearchQueries, type OrderSearch } from '../queries/order-search.queries.js';
import { StaffOrderList, StaffOrderView } from '../queries/order-search.views.js';

const parameters = new Set(['number', 'email', 'status', 'cursor', 'limit']);
const any = 'any';

/** For whoever answers customers. */
@ApiTags('Administration: orders')
@Requires('orders:read')
@ApiBadRequestResponse({ type: Problem })
@Controller('admin/orders')
export class AdminOrdersController {
  constructor(private readonly orders: OrderSearchQueries) {}

  @Get()
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: "Everybody's orders, the newest first" })
  @ApiQuery({ name: 'number', required: false, example: 'TP-7K3M-9QXD' })
  @ApiQuery({ name: 'email', required: false, description: 'The whole address, of customers and guests.' })
  @ApiQuery({ name: 'status', required: false, enum: [...orderStatuses, any], description: 'Default any.' })
  @ApiQuery({ name: 'cursor', required: false, description: 'The nextCursor of the answer before.' })
  @ApiQuery({
    name: 'limit',
    required: false,
    schema: { type: 'integer', minimum: 1, maximum: 100, default: 20 },
  })
  @ApiOkResponse({ type: StaffOrderList })
  list(@Query() query: RawQuery): Promise<StaffOrderList> {
    return this.orders.list(orderSearch(query));
  }

  @Get(':id')
  @Header('Cache-Control', 'no-store')
  @ApiParam({ name: 'id', format: 'uuid' })
  @ApiOperation({ summary: 'One order, with what has happened to it' })
  @ApiOkResponse({ type: StaffOrderView })
  @ApiNotFoundResponse({ type: Problem })
  find(@Param('id') id: string): Promise<StaffOrderView> {
    return this.orders.find(id);
  }
}

/** @throws ValidationFailed, UnknownOrderCursor */
function orderSearch(query: RawQuery): OrderSearch {
  refuseUnknownParameters(query, parameters);
  const status = choiceParameter<OrderStatus | typeof any>(query, 'status', [...orderStatuses, any], any);
  const text = textParameter(query, 'cursor', 100);
  const cursor = text === undefined ? undefined : parseId(text);
  if (text !== undefined && cursor === undefined) throw new UnknownOrderCursor();
  return {
    number: textParameter(query, 'number', 16)?.trim(),
    email: textParameter(query, 'email', 320)?.trim().normalize('NFC'),
    status: status === any ? undefined : status,
    cursor,
    limit: pageRequest(query).limit,
  };
}
