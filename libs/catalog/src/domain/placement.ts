import type { CategoryId, ProductId } from './ids.js';

/** A product's place on the shelf of a category. */
export interface Placement {
  readonly productId: ProductId;
  readonly categoryId: CategoryId;
}

/** One in each category, however often that is named. */
export function placementsOf(productId: ProductId, categoryIds: readonly CategoryId[]): Placement[] {
  return [...new Set(categoryIds)].map((categoryId) => ({ productId, categoryId }));
}
