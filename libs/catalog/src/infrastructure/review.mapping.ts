import { EntitySchema } from 'typeorm';
import { idColumn } from '#platform/database/id-column.js';
import { Review } from '../domain/review.js';

// The private fields of the aggregate are mapped too, so this is the table's shape, not the class's.
export interface ReviewShape {
  id: string;
  productId: string;
  customerId: string;
  isBoughtHere: boolean;
  writtenAt: Date;
  currentRating: number;
  currentTitle: string | null;
  currentBody: string;
  currentAuthorName: string;
  currentStatus: string;
  currentVersion: number;
  updatedAt: Date;
  moderatedAt: Date | null;
  moderationNote: string | null;
}

export const reviewMapping = new EntitySchema<ReviewShape>({
  name: 'Review',
  target: Review,
  tableName: 'reviews',
  columns: {
    id: idColumn({ primary: true }),
    productId: idColumn({ name: 'product_id' }),
    customerId: idColumn({ name: 'customer_id' }),
    isBoughtHere: { name: 'bought_here', type: 'boolean' },
    writtenAt: { name: 'created_at', type: 'datetime', precision: 3 },
    currentRating: { name: 'rating', type: 'tinyint' },
    currentTitle: { name: 'title', type: 'varchar', length: 120, nullable: true },
    currentBody: { name: 'body', type: 'text' },
    currentAuthorName: { name: 'author_name', type: 'varchar', length: 60 },
    currentStatus: { name: 'status', type: 'varchar', length: 16 },
    currentVersion: { name: 'version', type: 'int' },
    updatedAt: { name: 'updated_at', type: 'datetime', precision: 3 },
    moderatedAt: { name: 'moderated_at', type: 'datetime', precision: 3, nullable: true },
    moderationNote: { name: 'moderation_note', type: 'varchar', length: 500, nullable: true },
  },
});
