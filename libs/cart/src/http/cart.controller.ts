import { Body, Controller, Delete, Get, Header, Patch, Post } from '@nestjs/common';
import {
  ApiConflictResponse,
  ApiCreatedResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import { Public } from '#platform/auth/permissions.js';
import { Idempotent } from '#platform/http/idempotency.js';
import { Problem } from '#platform/http/problem.js';
import { AddToCart } from '../application/add-to-cart.js';
import { ChangeCartLine } from '../application/change-cart-line.js';
import { RemoveFromCart } from '../application/remove-from-cart.js';
import type { Shopper } from '../application/shopper.js';
import { CartQueries } from '../queries/cart.queries.js';
import { CartAnswers } from './cart-answers.js';
import { ApiChangedCart, ApiShopper } from './cart.decorators.js';
import { AddCartItemRequest, CartResponse, ChangeCartItemRequest } from './cart.dto.js';
import { AnyShopper, KnownShopper } from './shopper.pipe.js';
import { somethingToChange, VariantId } from './cart.input.js';

@ApiTags('Cart')
@ApiShopper()
@Public()
@Controller('cart')
export class CartController {
  constructor(
    private readonly queries: CartQueries,
    private readonly addToCart: AddToCart,
    private readonly changeCartLine: ChangeCartLine,
    private readonly removeFromCart: RemoveFromCart,
    private readonly answers: CartAnswers,
  ) {}

  @Get()
  @Header('Cache-Control', 'no-store')
  @ApiOperation({
    summary: "The shopper's cart, priced at this moment",
    description:
      'Notes tell what has changed since the shopper last touched a line. A signed-in customer sees the open cart; one that was ordered has its place among the orders. ' +
      "A guest's cart that was ordered is shown as it was, and can't be changed.",
  })
  @ApiOkResponse({ type: CartResponse })
  @ApiNotFoundResponse({
    type: Problem,
    description: 'Neither a sign-in nor a valid token, or the cart is gone.',
  })
  async show(@KnownShopper() shopper: Shopper): Promise<CartResponse> {
    return this.answers.for(shopper, await this.queries.view(shopper));
  }

  @Post('items')
  @Idempotent({ spansNetwork: false, knownCallersOnly: true })
  @ApiOperation({
    summary: 'Put an article into the cart',
    description:
      'The same article again adds up. Without a sign-in and a token a guest cart is started, and its token answered; an Idempotency-Key works with either of them.',
  })
  @ApiCreatedResponse({ type: CartResponse })
  @ApiNotFoundResponse({ type: Problem, description: 'No such cart, or no such article in the shop.' })
  @ApiConflictResponse({
    type: Problem,
    description: 'inventory.out-of-stock, cart.checked-out or cart.too-many-lines.',
  })
  async add(
    @AnyShopper() shopper: Shopper | undefined,
    @Body() { variantId, quantity }: AddCartItemRequest,
  ): Promise<CartResponse> {
    const view = await this.addToCart.execute({ shopper, variantId: variantId.toLowerCase(), quantity });
    return this.answers.for(shopper, view);
  }

  @Patch('items/:variantId')
  @ApiOperation({
    summary: 'Change the quantity, or save for later and back',
    description: "Giving a quantity, even the same one, accepts today's price: the note price-changed goes.",
  })
  @ApiParam({ name: 'variantId', format: 'uuid', example: '019b8b74-1800-7310-90a4-231c660f7531' })
  @ApiChangedCart()
  @ApiConflictResponse({ type: Problem, description: 'inventory.out-of-stock or cart.checked-out.' })
  async change(
    @KnownShopper() shopper: Shopper,
    @VariantId() variantId: string,
    @Body() body: ChangeCartItemRequest,
  ): Promise<CartResponse> {
    const view = await this.changeCartLine.execute({ shopper, variantId, ...somethingToChange(body) });
    return this.answers.for(shopper, view);
  }

  @Delete('items/:variantId')
  @ApiOperation({ summary: 'Take an article out' })
  @ApiParam({ name: 'variantId', format: 'uuid', example: '019b8b74-1800-7310-90a4-231c660f7531' })
  @ApiChangedCart()
  @ApiConflictResponse({ type: Problem, description: 'cart.checked-out.' })
  async remove(@KnownShopper() shopper: Shopper, @VariantId() variantId: string): Promise<CartResponse> {
    return this.answers.for(shopper, await this.removeFromCart.execute(shopper, { variantId }));
  }

  @Delete('items')
  @ApiOperation({ summary: 'Empty the cart', description: 'What is saved for later stays.' })
  @ApiChangedCart()
  @ApiConflictResponse({ type: Problem, description: 'cart.checked-out.' })
  async empty(@KnownShopper() shopper: Shopper): Promise<CartResponse> {
    return this.answers.for(shopper, await this.removeFromCart.execute(shopper, 'everything'));
  }
}
