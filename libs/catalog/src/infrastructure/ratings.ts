import { Injectable } from '@nestjs/common';
import { ChangeFeed } from '#platform/changes/change-feed.js';
import { Database } from '#platform/database/database.js';
import { bytesToId, idToBytes } from '#platform/database/id-column.js';
import type { ProductId } from '../domain/ids.js';
import { ratings, type Rating } from '../domain/review-text.js';
import { ratingScore } from '../queries/rating-score.js';

/** Keeps the rating of a product, and its place in lists by rating, true to its published reviews. The product is locked already. */
@Injectable()
export class Ratings {
  constructor(
    private readonly database: Database,
    private readonly changeFeed: ChangeFeed,
  ) {}

  /** One review counted `before` and counts `after`; null for one that did not, or does not. */
  async move(productId: ProductId, before: Rating | null, after: Rating | null): Promise<void> {
    // Nobody has seen it, nobody will.
    if (before === null && after === null) return;
    // With the same rating another text may be shown.
    await this.changeFeed.append([{ topic: 'product', subject: productId }]);
    if (before === after) return;
    await this.count(productId, before, after);
    await this.place(productId);
  }

  private async count(productId: ProductId, before: Rating | null, after: Rating | null): Promise<void> {
    const counted = (rating: Rating): number => Number(rating === after) - Number(rating === before);
    await this.database.writeLater(
      `UPDATE products
       SET rating_sum = rating_sum + :sum,
           rating_count = rating_count + :count,
           ${ratings.map((rating) => `stars_${rating} = stars_${rating} + :stars${rating}`).join(', ')}
       WHERE id = :id`,
      {
        id: idToBytes(productId),
        sum: (after ?? 0) - (before ?? 0),
        count: Number(after !== null) - Number(before !== null),
        ...Object.fromEntries(ratings.map((rating) => [`stars${rating}`, counted(rating)])),
      },
    );
  }

  /** Lists by rating have another order if its score has changed. */
  private async place(productId: ProductId): Promise<void> {
    const id = idToBytes(productId);
    const { affectedRows } = await this.database.write(
      `UPDATE product_listings l
       JOIN products p ON p.id = l.product_id
       SET l.rating_score = ${ratingScore('p')}
       WHERE l.product_id = :id AND l.rating_score <> ${ratingScore('p')}`,
      { id },
    );
    if (affectedRows === 0) return;
    const scopes = await this.database.query<{ scope_id: Buffer }>(
      'SELECT scope_id FROM product_listings WHERE product_id = :id',
      { id },
    );
    await this.changeFeed.append(
      scopes.map(({ scope_id }) => ({ topic: 'scope', subject: bytesToId(scope_id) })),
    );
  }
}
