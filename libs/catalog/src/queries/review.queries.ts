import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database/database.js';
import { bytesToId, idToBytes, textToIdBytes } from '#platform/database/id-column.js';
import { parseId, type Page, type PageRequest } from '#shared-kernel';
import { ProductNotFound } from '../domain/catalog.errors.js';
import { ReviewNotFound } from '../domain/review.errors.js';
import type { ShownReviewStatus } from '../domain/review.js';
import type { Rating } from '../domain/review-text.js';
import { isSlug } from '../domain/slug.js';
import {
  innerColumns,
  ownReviewView,
  publicColumns,
  ratingColumns,
  ratingSummary,
  reviewView,
  staffReviewView,
  type InnerReviewRow,
  type RatingRow,
  type ReviewRow,
} from './review-rows.js';
import type { OwnReviewView, ReviewPage, StaffReviewView } from './review.views.js';

export const reviewSorts = ['newest', 'highest', 'lowest'] as const;
export type ReviewSort = (typeof reviewSorts)[number];

export interface ReviewListInput {
  /** Id or slug. */
  product: string;
  sort: ReviewSort;
  rating?: Rating | undefined;
}

interface ProductRow extends RatingRow {
  id: Buffer;
}

@Injectable()
export class ReviewQueries {
  constructor(private readonly database: Database) {}

  /** The published ones. The totals are kept, nothing is counted. @throws ProductNotFound, for one that is not published too */
  async page(
    { product, sort, rating }: ReviewListInput,
    request: PageRequest,
  ): Promise<ReviewPage & { productId: string }> {
    const id = parseId(product);
    if (id === undefined && !isSlug(product)) throw new ProductNotFound();
    const byKey = `${id === undefined ? 'slug' : 'id'} = :key`;
    const key = id === undefined ? product : idToBytes(id);
    const [row, reviews] = await Promise.all([
      this.database.queryOne<ProductRow>(
        `SELECT p.id, ${ratingColumns} FROM products p WHERE p.${byKey} AND p.status = 'published'`,
        { key },
      ),
      this.database.query<ReviewRow>(reviewsOf(byKey, sort, rating), {
        key,
        ...rangeOf(request),
      }),
    ]);
    if (row === undefined) throw new ProductNotFound();
    const total = rating === undefined ? row.rating_count : row[`stars_${rating}`];
    return {
      ...request.of(reviews.map(reviewView), total),
      rating: ratingSummary(row),
      productId: bytesToId(row.id),
    };
  }

  /** All of the customer's, the newest first. */
  async ofCustomer(customerId: string, request: PageRequest): Promise<Page<OwnReviewView>> {
    const of = { customerId: idToBytes(customerId) };
    const [rows, count] = await Promise.all([
      this.database.query<InnerReviewRow>(
        `SELECT ${innerColumns}
         FROM (
           SELECT id, created_at
           FROM reviews FORCE INDEX (reviews_customer)
           WHERE customer_id = :customerId AND status <> 'withdrawn'
           ORDER BY created_at DESC, id DESC
           LIMIT :limit OFFSET :offset
         ) page
         STRAIGHT_JOIN reviews r ON r.id = page.id
         STRAIGHT_JOIN products p ON p.id = r.product_id
         ORDER BY page.created_at DESC, page.id DESC`,
        { ...of, ...rangeOf(request) },
      ),
      this.database.queryOne<{ total: number }>(
        "SELECT COUNT(*) AS total FROM reviews WHERE customer_id = :customerId AND status <> 'withdrawn'",
        of,
      ),
    ]);
    return request.of(rows.map(ownReviewView), count?.total ?? 0);
  }

  /** @throws ReviewNotFound, for somebody else's too */
  async ownReview(customerId: string, reviewId: string): Promise<OwnReviewView> {
    const row = await this.find(reviewId);
    if (bytesToId(row.customer_id) !== customerId) throw new ReviewNotFound();
    return ownReviewView(row);
  }

  /** For staff: what waits comes in the order in which it came, what is decided the latest first. */
  async withStatus(status: ShownReviewStatus, request: PageRequest): Promise<Page<StaffReviewView>> {
    const direction = status === 'pending' ? 'ASC' : 'DESC';
    const [rows, count] = await Promise.all([
      this.database.query<InnerReviewRow>(
        `SELECT ${innerColumns}
         FROM (
           SELECT id, updated_at
           FROM reviews FORCE INDEX (reviews_queue)
           WHERE status = :status
           ORDER BY updated_at ${direction}, id ${direction}
           LIMIT :limit OFFSET :offset
         ) page
         STRAIGHT_JOIN reviews r ON r.id = page.id
         STRAIGHT_JOIN products p ON p.id = r.product_id
         ORDER BY page.updated_at ${direction}, page.id ${direction}`,
        { status, ...rangeOf(request) },
      ),
      this.database.queryOne<{ total: number }>(
        'SELECT COUNT(*) AS total FROM reviews WHERE status = :status',
        { status },
      ),
    ]);
    return request.of(rows.map(staffReviewView), count?.total ?? 0);
  }

  /** @throws ReviewNotFound */
  async staffReview(reviewId: string): Promise<StaffReviewView> {
    return staffReviewView(await this.find(reviewId));
  }

  private async find(reviewId: string): Promise<InnerReviewRow> {
    const id = textToIdBytes(reviewId);
    const row =
      id === undefined
        ? undefined
        : await this.database.queryOne<InnerReviewRow>(
            `SELECT ${innerColumns}
             FROM reviews r
             JOIN products p ON p.id = r.product_id
             WHERE r.id = :id AND r.status <> 'withdrawn'`,
            { id },
          );
    if (row === undefined) throw new ReviewNotFound();
    return row;
  }
}

/**
 * Rows that are skipped are skipped in the index alone; the order names all of its columns, or MySQL would sort. The stars stand in the text:
 * mysql2 sends numbers as DOUBLE, which finds no place in an index of whole numbers.
 */
function reviewsOf(byKey: string, sort: ReviewSort, rating: Rating | undefined): string {
  const isByRating = sort !== 'newest' || rating !== undefined;
  const direction = sort === 'lowest' ? 'ASC' : 'DESC';
  const columns = ['product_id', 'status', ...(isByRating ? ['rating'] : []), 'created_at', 'id'];
  const along = (table: string): string => columns.map((each) => `${table}.${each} ${direction}`).join(', ');
  return `
    SELECT ${publicColumns}
    FROM (
      SELECT ${columns.map((each) => `i.${each}`).join(', ')}
      FROM reviews i FORCE INDEX (${isByRating ? 'reviews_rating' : 'reviews_newest'})
      WHERE i.product_id = (SELECT id FROM products WHERE ${byKey})
        AND i.status = 'published'
        ${rating === undefined ? '' : `AND i.rating = ${rating}`}
      ORDER BY ${along('i')}
      LIMIT :limit OFFSET :offset
    ) page
    STRAIGHT_JOIN reviews r ON r.id = page.id
    ORDER BY ${along('page')}`;
}

// As text: mysql2 sends numbers as DOUBLE, which MySQL refuses behind LIMIT.
function rangeOf({ limit, offset }: PageRequest): { limit: string; offset: string } {
  return { limit: String(limit), offset: String(offset) };
}
