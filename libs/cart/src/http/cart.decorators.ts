import { applyDecorators } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiNotFoundResponse, ApiOkResponse } from '@nestjs/swagger';
import { Problem } from '#platform/http/problem.js';
import { CartResponse } from './cart.dto.js';

/** Both keys to a cart: the customer's sign-in or the guest's token. */
export function ApiShopper(): ClassDecorator & MethodDecorator {
  return applyDecorators(
    ApiBearerAuth(),
    ApiHeader({
      name: 'Cart-Token',
      required: false,
      description:
        "A guest's key to their cart, as POST /v1/carts answers it. A sign-in counts more than this.",
    }),
  );
}

/** What every route that changes a cart answers: the whole cart, priced anew. */
export function ApiChangedCart(): MethodDecorator {
  return applyDecorators(
    ApiOkResponse({ type: CartResponse }),
    ApiNotFoundResponse({
      type: Problem,
      description: 'No such cart (also a foreign one) or no such article in it.',
    }),
  );
}
