import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database/database.js';
import { isDuplicateKey } from '#platform/database/errors.js';
import { bytesToId, idToBytes } from '#platform/database/id-column.js';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import { parseId } from '#shared-kernel';
import { ProductNotFound } from '../domain/catalog.errors.js';
import type { CustomerId, ProductId, ReviewId } from '../domain/ids.js';
import { AlreadyReviewed, ReviewNotFound } from '../domain/review.errors.js';
import { Review, type ReviewStatus } from '../domain/review.js';
import type { Rating } from '../domain/review-text.js';
import { Reviews } from '../domain/reviews.js';
import { isSlug } from '../domain/slug.js';
import { Ratings } from './ratings.js';
import { reviewMapping, type ReviewShape } from './review.mapping.js';

/** Whatever concerns a review locks its product first, and then the review: so nobody waits for each other in a circle. */
@Injectable()
export class MysqlReviews extends Reviews {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly database: Database,
    private readonly ratings: Ratings,
  ) {
    super();
  }

  override async productOf(idOrSlug: string): Promise<ProductId> {
    const id = parseId(idOrSlug);
    if (id === undefined && !isSlug(idOrSlug)) throw new ProductNotFound();
    const product = await this.database.queryOne<{ id: Buffer }>(
      `SELECT id
       FROM products
       WHERE ${id === undefined ? 'slug' : 'id'} = :key AND status = 'published'
       FOR UPDATE`,
      { key: id === undefined ? idOrSlug : idToBytes(id) },
    );
    if (product === undefined) throw new ProductNotFound();
    return bytesToId<ProductId>(product.id);
  }

  override async hasBought(customerId: CustomerId, productId: ProductId): Promise<boolean> {
    const purchase = await this.database.queryOne(
      'SELECT first_bought_at FROM purchases WHERE customer_id = :customerId AND product_id = :productId',
      { customerId: idToBytes(customerId), productId: idToBytes(productId) },
    );
    return purchase !== undefined;
  }

  override async withdrawnBy(customerId: CustomerId, productId: ProductId): Promise<Review | undefined> {
    const review = await this.unitOfWork.manager
      .createQueryBuilder(Review, 'review')
      .where('review.customerId = :customerId AND review.productId = :productId', {
        customerId: idToBytes(customerId),
        productId: idToBytes(productId),
      })
      .andWhere("review.currentStatus = 'withdrawn'")
      .setLock('pessimistic_write')
      .getOne();
    return review ?? undefined;
  }

  override async get(id: ReviewId): Promise<Review> {
    await this.database.query(
      `SELECT id
       FROM products
       WHERE id = (SELECT product_id FROM reviews WHERE id = :id)
       FOR UPDATE`,
      { id: idToBytes(id) },
    );
    const review = await this.unitOfWork.manager
      .createQueryBuilder(Review, 'review')
      .where('review.id = :id', { id: idToBytes(id) })
      .setLock('pessimistic_write')
      .getOne();
    if (review === null || review.status === 'withdrawn') throw new ReviewNotFound();
    return review;
  }

  override async ofCustomer(id: ReviewId, customerId: CustomerId): Promise<Review> {
    const review = await this.get(id);
    if (review.customerId !== customerId) throw new ReviewNotFound();
    return review;
  }

  override async idsOf(customerId: CustomerId): Promise<ReviewId[]> {
    const rows = await this.database.query<{ id: Buffer }>(
      `SELECT id
       FROM reviews
       WHERE customer_id = :customerId AND status <> 'withdrawn'
       ORDER BY product_id`,
      { customerId: idToBytes(customerId) },
    );
    return rows.map(({ id }) => bytesToId<ReviewId>(id));
  }

  override async removeWithdrawnBy(customerId: CustomerId): Promise<void> {
    await this.database.writeLater(
      "DELETE FROM reviews WHERE customer_id = :customerId AND status = 'withdrawn'",
      { customerId: idToBytes(customerId) },
    );
  }

  override async add(review: Review): Promise<void> {
    try {
      await this.unitOfWork.manager.insert(Review, review);
    } catch (error) {
      throw isDuplicateKey(error) ? new AlreadyReviewed() : error;
    }
    await this.ratings.move(review.productId, null, review.countedRating);
  }

  override async save(review: Review): Promise<void> {
    const before = await this.storedRating(review);
    await this.unitOfWork.manager.update(reviewMapping, { id: review.id }, changingColumns(review));
    await this.ratings.move(review.productId, before, review.countedRating);
  }

  override async remove(review: Review): Promise<void> {
    const before = await this.storedRating(review);
    await this.database.write('DELETE FROM reviews WHERE id = :id', { id: idToBytes(review.id) });
    await this.ratings.move(review.productId, before, null);
  }

  /** What the summary counts of it so far. */
  private async storedRating({ id }: Review): Promise<Rating | null> {
    const row = await this.database.queryOne<{ rating: Rating; status: ReviewStatus }>(
      'SELECT rating, status FROM reviews WHERE id = :id',
      { id: idToBytes(id) },
    );
    return row?.status === 'published' ? row.rating : null;
  }
}

type ChangingColumns = Omit<ReviewShape, 'id' | 'productId' | 'customerId' | 'isBoughtHere'>;

/** Private to the aggregate; the mapping reads them as TypeORM does. `bought_here` is purchases' alone. */
function changingColumns(review: Review): ChangingColumns {
  const shape = review as unknown as ReviewShape;
  return {
    writtenAt: shape.writtenAt,
    currentRating: shape.currentRating,
    currentTitle: shape.currentTitle,
    currentBody: shape.currentBody,
    currentAuthorName: shape.currentAuthorName,
    currentStatus: shape.currentStatus,
    currentVersion: shape.currentVersion,
    updatedAt: shape.updatedAt,
    moderatedAt: shape.moderatedAt,
    moderationNote: shape.moderationNote,
  };
}
