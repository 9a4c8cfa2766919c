import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database/database.js';
import { textToIdBytes } from '#platform/database/id-column.js';
import { ProductNotFound } from '../domain/catalog.errors.js';
import { imageView } from './image-url.js';
import type { AdminImageList } from './image.views.js';

@Injectable()
export class ImageQueries {
  constructor(private readonly database: Database) {}

  /** Of any product, whether customers see it or not. @throws ProductNotFound */
  async ofProduct(productId: string): Promise<AdminImageList> {
    const rows = await this.database.query<{ version: number; file: string | null; alt: string }>(
      `SELECT p.version, i.file, i.alt
       FROM products p
       LEFT JOIN product_images i ON i.product_id = p.id
       WHERE p.id = :id
       ORDER BY i.position`,
      { id: textToIdBytes(productId) ?? null },
    );
    const [first] = rows;
    if (first === undefined) throw new ProductNotFound();
    const items = rows.flatMap(({ file, alt }) =>
      file === null ? [] : [Object.assign(imageView(file, alt), { file })],
    );
    return { version: first.version, items };
  }
}
