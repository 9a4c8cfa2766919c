import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database/database.js';
import { bytesToId, idToBytes } from '#platform/database/id-column.js';
import { rowsInPages, type PersonalPart } from '#platform/personal-data/personal-part.js';

interface ReviewRow {
  id: Buffer;
  product_id: Buffer;
  rating: number;
  title: string | null;
  body: string;
  author_name: string;
  status: string;
  moderation_note: string | null;
  created_at: Date;
  updated_at: Date;
}

interface PurchaseRow {
  product_id: Buffer;
  first_bought_at: Date;
}

const pageSize = 100;
const nothing = Buffer.alloc(16);

/** What the catalogue holds of one customer. */
@Injectable()
export class PersonalReviews {
  constructor(private readonly database: Database) {}

  personalDataOf(customerId: string): readonly PersonalPart[] {
    return [
      { name: 'reviews', many: () => this.reviews(customerId) },
      { name: 'boughtProducts', many: () => this.purchases(customerId) },
    ];
  }

  private async *reviews(customerId: string): AsyncGenerator<object> {
    const read = (after: ReviewRow | undefined): Promise<ReviewRow[]> =>
      this.database.query<ReviewRow>(
        `SELECT id, product_id, rating, title, body, author_name, status, moderation_note, created_at, updated_at
         FROM reviews FORCE INDEX (reviews_customer)
         WHERE customer_id = :customerId
           AND created_at >= :at AND (created_at > :at OR id > :id)
         ORDER BY created_at, id
         LIMIT ${String(pageSize)}`,
        {
          customerId: idToBytes(customerId),
          at: after?.created_at ?? new Date(0),
          id: after?.id ?? nothing,
        },
      );
    for await (const rows of rowsInPages(pageSize, read)) yield* rows.map(reviewOf);
  }

  private async *purchases(customerId: string): AsyncGenerator<object> {
    const read = (after: PurchaseRow | undefined): Promise<PurchaseRow[]> =>
      this.database.query<PurchaseRow>(
        `SELECT product_id, first_bought_at
         FROM purchases
         WHERE customer_id = :customerId AND product_id > :after
         ORDER BY product_id
         LIMIT ${String(pageSize)}`,
        { customerId: idToBytes(customerId), after: after?.product_id ?? nothing },
      );
    for await (const rows of rowsInPages(pageSize, read))
      yield* rows.map((row) => ({
        productId: bytesToId(row.product_id),
        firstBoughtAt: row.first_bought_at,
      }));
  }
}

function reviewOf(row: ReviewRow): object {
  const { rating, title, body, status } = row;
  return {
    id: bytesToId(row.id),
    productId: bytesToId(row.product_id),
    rating,
    title,
    body,
    authorName: row.author_name,
    status,
    rejectedBecause: row.moderation_note,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
