import { Money, newId } from '#shared-kernel';
import { Cart, type CartId, type CartStatus } from '../domain/cart.js';
import type { Article, CartLine } from '../domain/cart-line.js';

/** An article of the shop at a price in cents. */
export function anArticle(name = 'lamp', cents = 1_999): Article {
  return { variantId: newId(), name, unitPrice: Money.of(cents, 'USD') };
}

export const ada: string = newId();

interface Held {
  article: Article;
  quantity: number;
  savedForLater: boolean;
}

/** So many pieces of an article, to be ordered. */
export function pieces(article: Article, quantity: number): Held {
  return { article, quantity, savedForLater: false };
}

/** So many pieces of an article, saved for later. */
export function later(article: Article, quantity: number): Held {
  return { article, quantity, savedForLater: true };
}

interface CartOptions {
  holding?: readonly Held[];
  customerId?: string | null;
  status?: CartStatus;
}

/** A cart as it would be loaded; a guest's unless somebody is named. */
export function aCart({ holding = [], customerId = null, status = 'open' }: CartOptions = {}): Cart {
  return Cart.of({
    id: newId<CartId>(),
    currency: 'USD',
    customerId,
    status,
    lines: holding.map((held, index) => aLine(held, index + 1)),
  });
}

function aLine({ article, quantity, savedForLater }: Held, position: number): CartLine {
  const { variantId, name: seenName, unitPrice: seenUnitPrice } = article;
  return { variantId, quantity, savedForLater, seenUnitPrice, seenName, position };
}

/** What a cart holds, as `lamp 2` or `lamp 2 saved`, in the order in which it is shown. */
export function contentsOf(cart: Cart): string[] {
  return [...cart.lines]
    .sort((one, other) => one.position - other.position)
    .map(
      ({ seenName, quantity, savedForLater }) =>
        `${seenName} ${String(quantity)}${savedForLater ? ' saved' : ''}`,
    );
}
