import { tagOf } from '#platform/cache/cacheable.js';
import type { FoundDetail } from '../queries/product-detail.queries.js';

/** What a product's page is made of: itself, the shelves that it names, and the products beside it, those that may come back too. */
export function detailTags({ detail, shelfIds, boughtTogether }: FoundDetail): string[] {
  const beside = detail.related.sameCategory.map(({ id }) => id);
  const products = new Set([detail.id, ...beside, ...boughtTogether]);
  return [
    ...Array.from(products, (each) => tagOf('product', each)),
    ...shelfIds.map((each) => tagOf('scope', each)),
  ];
}
