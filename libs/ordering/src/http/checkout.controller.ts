import { Body, Controller, Get, Header, HttpCode, Post, Query } from '@nestjs/common';
import {
  ApiBadRequestResponse,
  ApiBearerAuth,
  ApiConflictResponse,
  ApiHeader,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiQuery,
  ApiTags,
} from '@nestjs/swagger';
import { Public } from '#platform/auth/permissions.js';
import { CurrentPrincipal, HeaderToken, type Principal } from '#platform/auth/principal.js';
import type { RawQuery } from '#platform/http/paging.js';
import { Problem } from '#platform/http/problem.js';
import { QuoteOrder } from '../application/quote-order.js';
import { ShippingChoices } from '../application/shipping-choices.js';
import { QuoteView, ShippingMethodList, ShippingRegionList } from '../queries/checkout.views.js';
import { cartOf } from './buyer.js';
import { QuoteRequest } from './checkout.dto.js';
import { countryParameter } from './country.js';
import { quoteView, shippingMethodView, shippingRegionView } from './views.js';

/** Shipping prices change a few times a year; a minute spares most of the asking. */
const publicRead = 'public, max-age=60';

@ApiTags('Checkout')
@Public()
@Controller()
export class CheckoutController {
  constructor(
    private readonly choices: ShippingChoices,
    private readonly quoteOrder: QuoteOrder,
  ) {}

  @Get('shipping-regions')
  @Header('Cache-Control', publicRead)
  @ApiOperation({ summary: 'The parts of the world that the shop ships to' })
  @ApiOkResponse({ type: ShippingRegionList })
  async regions(): Promise<ShippingRegionList> {
    return { items: (await this.choices.regions()).map(shippingRegionView) };
  }

  @Get('shipping-methods')
  @Header('Cache-Control', publicRead)
  @ApiOperation({
    summary: 'The ways to ship to a country',
    description: 'Empty if the shop does not ship there.',
  })
  @ApiQuery({ name: 'country', type: String, example: 'US', description: 'ISO 3166-1, two letters.' })
  @ApiQuery({
    name: 'region',
    required: false,
    type: String,
    example: 'CA',
    description: 'State or province; the methods are the same in all of a country.',
  })
  @ApiOkResponse({ type: ShippingMethodList })
  @ApiBadRequestResponse({ type: Problem })
  async methods(@Query() query: RawQuery): Promise<ShippingMethodList> {
    return { items: (await this.choices.methods(countryParameter(query))).map(shippingMethodView) };
  }

  @Post('checkout/quotes')
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  @ApiBearerAuth()
  @ApiOperation({
    summary: 'What an order of the cart would cost',
    description:
      'Nothing is reserved. Send the total along with the order as `expectedTotal`, and nobody pays another price.',
  })
  @ApiHeader({ name: 'Cart-Token', required: false, description: "A guest's cart." })
  @ApiOkResponse({ type: QuoteView })
  @ApiBadRequestResponse({ type: Problem })
  @ApiNotFoundResponse({ type: Problem, description: 'There is no such cart.' })
  @ApiConflictResponse({
    type: Problem,
    description: 'The cart is empty, ordering.not-sellable, ordering.shipping-not-available.',
  })
  async quote(
    @Body() { country, region, shippingMethodId }: QuoteRequest,
    @CurrentPrincipal() principal: Principal | undefined,
    @HeaderToken('Cart-Token') cartToken: string | undefined,
  ): Promise<QuoteView> {
    const to = { country: country.toUpperCase(), region: region ?? null };
    const cart = cartOf(principal, cartToken);
    return quoteView(
      await this.quoteOrder.execute({ ...to, cart, shippingMethodId: shippingMethodId.toLowerCase() }),
    );
  }
}
