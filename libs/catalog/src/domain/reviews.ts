import type { CustomerId, ProductId, ReviewId } from './ids.js';
import type { Review } from './review.js';

/**
 * All reviews, whatever their status. Works only inside a unit of work. What it writes is summed up in the rating of the product at once,
 * and told to those who keep answers.
 */
export abstract class Reviews {
  /** Locks the product, so that reviews and purchases of it come one after the other. @throws ProductNotFound unless it is published */
  abstract productOf(idOrSlug: string): Promise<ProductId>;

  /** Whether the shop knows of a paid order of this customer with the product. */
  abstract hasBought(customerId: CustomerId, productId: ProductId): Promise<boolean>;

  /** What this customer has withdrawn and may write again. The product is locked already. */
  abstract withdrawnBy(customerId: CustomerId, productId: ProductId): Promise<Review | undefined>;

  /** Locked until the unit of work ends. What is withdrawn is not found. @throws ReviewNotFound */
  abstract get(id: ReviewId): Promise<Review>;

  /** The same for its author; what is somebody else's is not found. @throws ReviewNotFound */
  abstract ofCustomer(id: ReviewId, customerId: CustomerId): Promise<Review>;

  /** @throws AlreadyReviewed */
  abstract add(review: Review): Promise<void>;

  abstract save(review: Review): Promise<void>;

  /** What this customer has written and not withdrawn, in the order in which its products are to be locked. */
  abstract idsOf(customerId: CustomerId): Promise<ReviewId[]>;

  /** Withdrawn ones have no words; now nothing tells that there were any. */
  abstract removeWithdrawnBy(customerId: CustomerId): Promise<void>;

  /** As if it had never been. */
  abstract remove(review: Review): Promise<void>;
}
