import { Injectable } from '@nestjs/common';
import { Config } from '#platform/config/config.js';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import { Clock } from '#shared-kernel';
import type { CustomerId, ReviewId } from '../domain/ids.js';
import type { ReviewInput } from '../domain/review-text.js';
import { Reviews } from '../domain/reviews.js';

export interface OwnReview {
  reviewId: ReviewId;
  customerId: CustomerId;
}

/** What authors do with their reviews. Somebody else's is not found. */
@Injectable()
export class KeepOwnReview {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reviews: Reviews,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /** @throws ReviewNotFound, InvalidReview */
  change({ reviewId, customerId }: OwnReview, input: ReviewInput): Promise<void> {
    return this.unitOfWork.run(async () => {
      const review = await this.reviews.ofCustomer(reviewId, customerId);
      const { version } = review;
      review.change(input, this.config.reviews.policy, this.clock.now());
      // Sent again as it was: readers may keep what they have.
      if (review.version !== version) await this.reviews.save(review);
    });
  }

  /** It is gone, for staff too; only that they had decided about it is remembered. @throws ReviewNotFound */
  withdraw({ reviewId, customerId }: OwnReview): Promise<void> {
    return this.unitOfWork.run(async () => {
      const review = await this.reviews.ofCustomer(reviewId, customerId);
      if (!review.isModerated) {
        await this.reviews.remove(review);
        return;
      }
      review.withdraw(this.clock.now());
      await this.reviews.save(review);
    });
  }
}
