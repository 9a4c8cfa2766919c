import { tagOf } from '#platform/cache/cacheable.js';
import type { ProductDetail } from '../queries/catalog.views.js';

/** What a product's page is made of: itself, the shelves that it names, and the products beside it. */
export function detailTags({ id, related }: ProductDetail, shelfIds: readonly string[]): string[] {
  const products = [
    id,
    ...related.sameCategory.map((card) => card.id),
    ...related.boughtTogether.map((card) => card.id),
  ];
  return [...products.map((each) => tagOf('product', each)), ...shelfIds.map((each) => tagOf('scope', each))];
}
