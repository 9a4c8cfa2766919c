import type { CustomerId, ProductId } from './ids.js';

export interface Purchase {
  customerId: CustomerId;
  productIds: readonly ProductId[];
  paidAt: Date;
}

/**
 * What paid orders have told of who bought what, and of what goes together. Works only inside a unit of work, which has locked the products
 * before (by counting their sales, say): a review that is written meanwhile must see the purchase, or the purchase the review.
 */
export abstract class Purchases {
  /** The customer's reviews of these products say "bought here" from now on. Products that are gone are passed over. */
  abstract remember(purchase: Purchase): Promise<void>;

  /** One more order that holds all of these products. */
  abstract boughtTogether(productIds: readonly ProductId[]): Promise<void>;

  /** Which products this customer has bought. What goes together stays known. */
  abstract forget(customerId: CustomerId): Promise<void>;
}
