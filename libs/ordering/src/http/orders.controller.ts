import { Body, Controller, Get, Header, Headers, Param, Post, Query } from '@nestjs/common';
import {
  ApiBadRequestResponse,
  ApiBearerAuth,
  ApiConflictResponse,
  ApiCreatedResponse,
  ApiHeader,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiQuery,
  ApiTags,
  ApiUnauthorizedResponse,
} from '@nestjs/swagger';
import { Throttle } from '@nestjs/throttler';
import { Public, Requires } from '#platform/auth/permissions.js';
import { CurrentPrincipal, HeaderToken, type Principal } from '#platform/auth/principal.js';
import { Idempotent } from '#platform/http/idempotency.js';
import { pageRequest, refuseUnknownParameters, type RawQuery } from '#platform/http/paging.js';
import { Problem } from '#platform/http/problem.js';
import type { Page } from '#shared-kernel';
import { OrderKeys } from '../application/order-keys.js';
import { PlaceOrder } from '../application/place-order.js';
import { OrderQueries } from '../queries/order.queries.js';
import { OrderPage, OrderView, type OrderSummary } from '../queries/order.views.js';
import { mustBeAllowed } from './buyer.js';
import { PlaceOrderRequest } from './checkout.dto.js';
import { placeOrderInput } from './checkout.input.js';
import { orderView } from './views.js';

/** From one address: many customers share some, but a program that orders without buying keeps goods from all others. */
const ordersPerMinute = 30;
const listParameters = new Set(['page', 'limit']);

@ApiTags('Orders')
@Controller('orders')
export class OrdersController {
  constructor(
    private readonly placeOrder: PlaceOrder,
    private readonly orders: OrderQueries,
    private readonly keys: OrderKeys,
  ) {}

  @Post()
  @Public()
  @Idempotent()
  @Throttle({ default: { limit: ordersPerMinute, ttl: 60_000 } })
  @Header('Cache-Control', 'no-store')
  @ApiBearerAuth()
  @ApiOperation({
    summary: 'Order what is in the cart',
    description:
      'Takes the cart of the signed-in customer, or of the guest who sends its Cart-Token, and holds the goods until `holdExpiresAt`. ' +
      'Pay with POST /v1/orders/{id}/payments. Prices, shipping and tax are reckoned here and now.',
  })
  @ApiHeader({ name: 'Cart-Token', required: false, description: "A guest's cart." })
  @ApiCreatedResponse({ type: OrderView })
  @ApiBadRequestResponse({
    type: Problem,
    description: 'The input is not valid: validation.failed, ordering.unknown-region.',
  })
  @ApiUnauthorizedResponse({
    type: Problem,
    description: 'ordering.guest-checkout-off: this shop sells to customers only.',
  })
  @ApiNotFoundResponse({ type: Problem, description: 'There is no such cart.' })
  @ApiConflictResponse({
    type: Problem,
    description:
      'ordering.price-changed (errors[] holds what changed and the totals of now), ordering.not-sellable, ordering.shipping-not-available, inventory.out-of-stock, or the cart is empty or ordered already.',
  })
  async place(
    @Body() request: PlaceOrderRequest,
    @CurrentPrincipal() principal: Principal | undefined,
    @HeaderToken('Cart-Token') cartToken: string | undefined,
    @Headers('accept-language') acceptLanguage: string | undefined,
  ): Promise<OrderView> {
    const order = await this.placeOrder.execute(
      placeOrderInput({ principal, cartToken, acceptLanguage }, request),
    );
    return orderView(order, this.keys.tokenFor(order));
  }

  @Get()
  @Requires('orders:read-own')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'My orders, newest first' })
  @ApiQuery({ name: 'page', required: false, type: Number, example: 1 })
  @ApiQuery({ name: 'limit', required: false, type: Number, example: 20, description: 'At most 100.' })
  @ApiOkResponse({ type: OrderPage })
  list(@CurrentPrincipal() principal: Principal, @Query() query: RawQuery): Promise<Page<OrderSummary>> {
    refuseUnknownParameters(query, listParameters);
    return this.orders.ofCustomer(principal.id, pageRequest(query));
  }

  @Get(':id')
  @Public()
  @Header('Cache-Control', 'no-store')
  @ApiBearerAuth()
  @ApiOperation({
    summary: 'One order',
    description:
      "The customer's own by bearer token, a guest's by its Order-Token. Any other one is unknown.",
  })
  @ApiHeader({ name: 'Order-Token', required: false, description: "Opens a guest's order." })
  @ApiOkResponse({ type: OrderView })
  @ApiNotFoundResponse({ type: Problem })
  find(
    @Param('id') id: string,
    @CurrentPrincipal() principal: Principal | undefined,
    @HeaderToken('Order-Token') orderToken: string | undefined,
  ): Promise<OrderView> {
    mustBeAllowed(principal, 'orders:read-own');
    return this.orders.find(id, this.keys.of({ principal, orderToken }));
  }
}
