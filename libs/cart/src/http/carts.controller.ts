import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiConflictResponse,
  ApiCreatedResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { Forbidden } from '#platform/auth/errors.js';
import { Public, Requires } from '#platform/auth/permissions.js';
import { CurrentPrincipal, type Principal } from '#platform/auth/principal.js';
import { Problem } from '#platform/http/problem.js';
import { ClaimCart } from '../application/claim-cart.js';
import { StartCart } from '../application/start-cart.js';
import { CartAnswers } from './cart-answers.js';
import { CartResponse, ClaimCartRequest } from './cart.dto.js';

@ApiTags('Cart')
@Controller()
export class CartsController {
  constructor(
    private readonly startCart: StartCart,
    private readonly claimCart: ClaimCart,
    private readonly answers: CartAnswers,
  ) {}

  @Post('carts')
  @Public()
  @ApiBearerAuth()
  @ApiOperation({
    summary: 'Start a cart',
    description:
      'A guest gets a new one and its token, to be sent as Cart-Token from now on. A signed-in customer gets the open cart: there is never a second.',
  })
  @ApiCreatedResponse({ type: CartResponse })
  async start(@CurrentPrincipal() principal: Principal | undefined): Promise<CartResponse> {
    if (principal?.permissions.has('cart:use') === false) throw new Forbidden('cart:use');
    const shopper = principal === undefined ? undefined : { customerId: principal.id };
    return this.answers.for(shopper, await this.startCart.execute(shopper?.customerId));
  }

  @Post('cart/claim')
  @HttpCode(200)
  @Requires('cart:use')
  @ApiOperation({
    summary: "Take over a guest's cart after signing in",
    description:
      "What the guest has put in is added to the customer's cart: quantities add up, at most 999 of an article. Repeating it changes nothing.",
  })
  @ApiOkResponse({ type: CartResponse })
  @ApiNotFoundResponse({
    type: Problem,
    description: 'No valid token, or somebody else has claimed the cart.',
  })
  @ApiConflictResponse({
    type: Problem,
    description: 'cart.checked-out or cart.too-many-lines; nothing has changed.',
  })
  claim(@CurrentPrincipal() { id }: Principal, @Body() { token }: ClaimCartRequest): Promise<CartResponse> {
    return this.claimCart.execute({ customerId: id, token });
  }
}
