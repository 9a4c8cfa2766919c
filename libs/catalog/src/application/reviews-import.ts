import { Injectable } from '@nestjs/common';
import type { CustomerId, ProductId } from '../domain/ids.js';
import { Purchases } from '../domain/purchases.js';
import { InvalidReview } from '../domain/review.errors.js';
import { Review } from '../domain/review.js';
import { Reviews } from '../domain/reviews.js';
import { ReviewKeys } from '../queries/review-keys.js';

export interface ImportedReview {
  productId: string;
  customerId: string;
  rating: number;
  body: string;
  /** As shown; empty for those who would rather not be named. */
  authorName: string;
  writtenAt: Date;
}

export type ImportedReviewOutcome =
  { reviewId: string } | { refused: 'known' | 'not-published' | readonly string[] };

/** What customers of another shop have bought and thought of it. Works only inside a unit of work. */
@Injectable()
export class ReviewsImport {
  constructor(
    private readonly reviews: Reviews,
    private readonly purchases: Purchases,
    private readonly keys: ReviewKeys,
  ) {}

  /** Shown at once, as it was shown before. */
  async keep({ writtenAt, ...input }: ImportedReview): Promise<ImportedReviewOutcome> {
    const customerId = input.customerId as CustomerId;
    const productId = input.productId as ProductId;
    if (!(await this.keys.isPublished(productId))) return { refused: 'not-published' };
    await this.reviews.productOf(productId);
    if (await this.keys.hasReviewed(customerId, productId)) return { refused: 'known' };
    const isBoughtHere = await this.reviews.hasBought(customerId, productId);
    try {
      const review = Review.submit({ ...input, productId, customerId, isBoughtHere }, 'immediate', writtenAt);
      await this.reviews.add(review);
      return { reviewId: review.id };
    } catch (error) {
      if (!(error instanceof InvalidReview)) throw error;
      return { refused: error.details.map(({ message }) => message) };
    }
  }

  /** Reviews of this customer say "bought here". */
  async remember(purchase: {
    customerId: string;
    productIds: readonly string[];
    paidAt: Date;
  }): Promise<void> {
    const productIds = await this.keys.lock(purchase.productIds);
    if (productIds.length === 0) return;
    const customerId = purchase.customerId as CustomerId;
    await this.purchases.remember({ customerId, productIds, paidAt: purchase.paidAt });
  }
}
