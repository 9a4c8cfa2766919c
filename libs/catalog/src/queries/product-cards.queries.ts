import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database/database.js';
import { idToBytes } from '#platform/database/id-column.js';
import type { ProductCard } from './catalog.views.js';
import { cardColumns, productCard, type CardRow } from './product-card.js';

const byIds = `
  SELECT ${cardColumns}
  FROM products p
  WHERE p.id IN (:ids) AND p.status = 'published'`;

/** Cards of products that somebody else has found. */
@Injectable()
export class ProductCardQueries {
  constructor(private readonly database: Database) {}

  /** In the order of the ids, without those that are not published any more. */
  async cards(ids: readonly string[]): Promise<ProductCard[]> {
    const [first] = ids;
    if (first === undefined) return [];
    // Filled up to a power of two: each number of ids would be a prepared statement of its own.
    const padding = Array<string>(2 ** Math.ceil(Math.log2(ids.length)) - ids.length).fill(first);
    const rows = await this.database.query<CardRow>(byIds, { ids: [...ids, ...padding].map(idToBytes) });
    const cards = new Map(rows.map(productCard).map((card) => [card.id, card]));
    return ids.map((id) => cards.get(id)).filter((card) => card !== undefined);
  }
}
