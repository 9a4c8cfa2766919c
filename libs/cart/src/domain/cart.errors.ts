import { DomainError } from '#shared-kernel';

/** There is no such cart, or it is somebody else's: both look the same. */
export class CartNotFound extends DomainError {
  readonly code = 'cart.not-found';
  readonly kind = 'not-found';

  constructor() {
    super('There is no such cart. Sign in, or send the Cart-Token that came with the cart.');
  }
}

export class CartLineNotFound extends DomainError {
  readonly code = 'cart.line-not-found';
  readonly kind = 'not-found';

  constructor() {
    super('This article is not in the cart.');
  }
}

/** An order was made from this cart, so it stays as it is. */
export class CartCheckedOut extends DomainError {
  readonly code = 'cart.checked-out';
  readonly kind = 'conflict';

  constructor() {
    super('This cart has been ordered and stays as it is. To go on shopping, start a new one.');
  }
}

export class CartEmpty extends DomainError {
  readonly code = 'cart.empty';
  readonly kind = 'conflict';

  constructor() {
    super('There is nothing in the cart to order.');
  }
}

export class InvalidQuantity extends DomainError {
  readonly code = 'cart.invalid-quantity';
  readonly kind = 'invalid';

  constructor(max: number) {
    const message = `quantity must be a whole number from 1 to ${String(max)}, together with what is in the cart`;
    super(`A cart holds from 1 to ${String(max)} whole pieces of an article.`, [
      { field: 'quantity', code: 'invalid-quantity', message },
    ]);
  }
}

export class TooManyLines extends DomainError {
  readonly code = 'cart.too-many-lines';
  readonly kind = 'conflict';

  constructor(max: number) {
    super(
      `A cart holds at most ${String(max)} different articles, those saved for later included. Take some out first.`,
    );
  }
}

/** The catalogue does not sell this variant: it never did, or no longer does. */
export class ArticleNotSold extends DomainError {
  readonly code = 'cart.article-not-sold';
  readonly kind = 'not-found';

  constructor(variantId: string) {
    const message = `${variantId} is not an article of this shop, or is sold no longer.`;
    super(message, [{ field: 'variantId', code: 'article-not-sold', message }]);
  }
}
