import type { Money } from '#shared-kernel';
import { InvalidQuantity } from './cart.errors.js';

/** What is put into a cart: a variant as the catalogue sells it at this moment. */
export interface Article {
  readonly variantId: string;
  readonly name: string;
  readonly unitPrice: Money;
}

/** One variant in a cart. Never changed, only replaced, so that the adapter sees which lines to write. */
export interface CartLine {
  readonly variantId: string;
  readonly quantity: number;
  readonly savedForLater: boolean;
  /** Price and name when the shopper last put in or changed the line. */
  readonly seenUnitPrice: Money;
  readonly seenName: string;
  /** Lines are shown in this order. */
  readonly position: number;
}

export const maxQuantity = 999;
export const maxLines = 100;

/** @throws InvalidQuantity */
export function mustBeQuantity(quantity: number): number {
  if (!Number.isInteger(quantity) || quantity < 1 || quantity > maxQuantity)
    throw new InvalidQuantity(maxQuantity);
  return quantity;
}
