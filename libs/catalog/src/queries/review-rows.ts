import { bytesToId } from '#platform/database/id-column.js';
import type { ShownReviewStatus } from '../domain/review.js';
import type { RatingSummary } from './rating.views.js';
import type { OwnReviewView, ReviewView, StaffReviewView } from './review.views.js';

/** The columns of `reviews r` that everybody may read. */
export const publicColumns = `
  r.id, r.rating, r.title, r.body, r.author_name, r.bought_here, r.created_at`;

/** Those of author and staff, with `products p`. */
export const innerColumns = `${publicColumns},
  r.status, r.version, r.customer_id, r.updated_at, r.moderated_at, r.moderation_note,
  p.id AS product_id, p.slug AS product_slug, p.name AS product_name`;

/** The columns of `products p` that sum up its reviews. */
export const ratingColumns = `
  p.rating_sum, p.rating_count, p.stars_1, p.stars_2, p.stars_3, p.stars_4, p.stars_5`;

export interface ReviewRow {
  id: Buffer;
  rating: number;
  title: string | null;
  body: string;
  author_name: string;
  bought_here: number;
  created_at: Date;
}

export interface InnerReviewRow extends ReviewRow {
  status: ShownReviewStatus;
  version: number;
  customer_id: Buffer;
  updated_at: Date;
  moderated_at: Date | null;
  moderation_note: string | null;
  product_id: Buffer;
  product_slug: string;
  product_name: string;
}

export interface RatingRow {
  rating_sum: number;
  rating_count: number;
  stars_1: number;
  stars_2: number;
  stars_3: number;
  stars_4: number;
  stars_5: number;
}

export function reviewView(row: ReviewRow): ReviewView {
  return {
    id: bytesToId(row.id),
    rating: row.rating,
    title: row.title,
    body: row.body,
    authorName: row.author_name,
    boughtHere: row.bought_here === 1,
    createdAt: row.created_at.toISOString(),
  };
}

export function ownReviewView(row: InnerReviewRow): OwnReviewView {
  return Object.assign(reviewView(row), {
    product: { id: bytesToId(row.product_id), slug: row.product_slug, name: row.product_name },
    status: row.status,
    moderationNote: row.moderation_note,
    updatedAt: row.updated_at.toISOString(),
  });
}

export function staffReviewView(row: InnerReviewRow): StaffReviewView {
  return Object.assign(ownReviewView(row), {
    customerId: bytesToId(row.customer_id),
    version: row.version,
    moderatedAt: row.moderated_at?.toISOString() ?? null,
  });
}

export function ratingSummary(row: RatingRow): RatingSummary | null {
  const { rating_sum: sum, rating_count: count } = row;
  if (count === 0) return null;
  return {
    average: Math.round((sum / count) * 10) / 10,
    count,
    distribution: { 1: row.stars_1, 2: row.stars_2, 3: row.stars_3, 4: row.stars_4, 5: row.stars_5 },
  };
}
