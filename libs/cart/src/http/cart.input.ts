import { Param, type PipeTransform } from '@nestjs/common';
import { ValidationFailed } from '#platform/http/validation.js';
import { parseId } from '#shared-kernel';
import type { ChangeCartLineInput } from '../application/change-cart-line.js';
import { CartLineNotFound } from '../domain/cart.errors.js';
import type { ChangeCartItemRequest } from './cart.dto.js';

/** An empty change is a mistake of the client, not a wish. @throws ValidationFailed */
export function somethingToChange({
  quantity,
  savedForLater,
}: ChangeCartItemRequest): Pick<ChangeCartLineInput, 'quantity' | 'savedForLater'> {
  if (quantity === undefined && savedForLater === undefined)
    throw ValidationFailed.of('quantity', 'required', 'quantity or savedForLater must be given');
  return { quantity, savedForLater };
}

const variantIdPipe: PipeTransform<string, string> = {
  transform: (text) => {
    const id = parseId(text);
    // What is no id is in no cart.
    if (id === undefined) throw new CartLineNotFound();
    return id;
  },
};

/** The article of the path. */
export const VariantId = (): ParameterDecorator => Param('variantId', variantIdPipe);
