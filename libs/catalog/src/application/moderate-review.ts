import { Injectable } from '@nestjs/common';
import { AuditLog } from '#platform/audit/audit-log.js';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import { Clock } from '#shared-kernel';
import { ChangedMeanwhile } from '../domain/catalog.errors.js';
import type { ReviewId } from '../domain/ids.js';
import type { Review } from '../domain/review.js';
import { Reviews } from '../domain/reviews.js';
import type { Author } from './author.js';

/** Who decides, having read which version: nobody publishes a text that was changed under their eyes. */
export interface ModerationInput extends Author {
  reviewId: ReviewId;
}

/** Staff show a review, or don't. Both are written to the audit log. */
@Injectable()
export class ModerateReview {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reviews: Reviews,
    private readonly auditLog: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** @throws ReviewNotFound, ChangedMeanwhile, ReviewStatusRefused */
  publish(input: ModerationInput): Promise<void> {
    return this.decide(input, 'catalog.publish-review', (review) => {
      review.publish(this.clock.now());
    });
  }

  /** @throws the same, InvalidReview */
  reject(input: ModerationInput, reason: string): Promise<void> {
    return this.decide(input, 'catalog.reject-review', (review) => {
      review.reject(reason, this.clock.now());
    });
  }

  private decide(input: ModerationInput, action: string, decision: (review: Review) => void): Promise<void> {
    const { reviewId, seen, actor } = input;
    return this.unitOfWork.run(async () => {
      const review = await this.reviews.get(reviewId);
      if (seen?.includes(review.version) === false) throw new ChangedMeanwhile(review.version);
      const before = stateOf(review);
      decision(review);
      await this.reviews.save(review);
      await this.auditLog.append({
        actor,
        action,
        subjectType: 'review',
        subjectId: reviewId,
        before,
        after: stateOf(review),
      });
    });
  }
}

function stateOf({ status, note, version }: Review): object {
  return { status, note, version };
}
