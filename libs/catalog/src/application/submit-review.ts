import { Injectable } from '@nestjs/common';
import { Config } from '#platform/config/config.js';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import { Clock } from '#shared-kernel';
import type { CustomerId, ReviewId } from '../domain/ids.js';
import type { ReviewInput } from '../domain/review-text.js';
import { Review } from '../domain/review.js';
import { Reviews } from '../domain/reviews.js';

export interface SubmitReviewInput extends ReviewInput {
  /** Id or slug. */
  product: string;
  customerId: CustomerId;
}

@Injectable()
export class SubmitReview {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reviews: Reviews,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /** @throws ProductNotFound, AlreadyReviewed, InvalidReview */
  execute({ product, customerId, ...input }: SubmitReviewInput): Promise<ReviewId> {
    return this.unitOfWork.run(async () => {
      const productId = await this.reviews.productOf(product);
      const withdrawn = await this.reviews.withdrawnBy(customerId, productId);
      if (withdrawn !== undefined) return this.submitAgain(withdrawn, input);
      const isBoughtHere = await this.reviews.hasBought(customerId, productId);
      const review = Review.submit(
        { ...input, productId, customerId, isBoughtHere },
        this.config.reviews.policy,
        this.clock.now(),
      );
      await this.reviews.add(review);
      return review.id;
    });
  }

  private async submitAgain(review: Review, input: ReviewInput): Promise<ReviewId> {
    review.submitAgain(input, this.clock.now());
    await this.reviews.save(review);
    return review.id;
  }
}
