import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import { Clock } from '#shared-kernel';
import type { CustomerId } from '../domain/ids.js';
import { Purchases } from '../domain/purchases.js';
import { Reviews } from '../domain/reviews.js';

/** Who is to be forgotten, in the words by which a text could still give them away. */
export interface ForgottenAuthor {
  readonly customerId: CustomerId;
  readonly names: readonly string[];
}

/**
 * What others read goes on being read, without a name. What nobody reads goes, and so does a text that says who wrote it. Products are
 * locked one after the other in the order of their ids.
 */
@Injectable()
export class ForgetAuthor {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reviews: Reviews,
    private readonly purchases: Purchases,
    private readonly clock: Clock,
  ) {}

  async execute({ customerId, names }: ForgottenAuthor): Promise<void> {
    await this.unitOfWork.run(async () => {
      for (const id of await this.reviews.idsOf(customerId)) {
        const review = await this.reviews.get(id);
        if (review.status !== 'published' || review.mentions(names)) {
          await this.reviews.remove(review);
        } else {
          review.forgetAuthor(this.clock.now());
          await this.reviews.save(review);
        }
      }
      await this.reviews.removeWithdrawnBy(customerId);
      await this.purchases.forget(customerId);
    });
  }
}
