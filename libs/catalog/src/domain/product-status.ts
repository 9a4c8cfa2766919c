import { StatusChangeRefused } from './catalog.errors.js';

export type ProductStatus = 'draft' | 'published' | 'archived';

/** Archived products stay for the orders that name them, and can come back as drafts. */
const allowed: Readonly<Record<ProductStatus, readonly ProductStatus[]>> = {
  draft: ['published', 'archived'],
  published: ['draft', 'archived'],
  archived: ['draft'],
};

/** @throws StatusChangeRefused */
export function changeStatus(from: ProductStatus, to: ProductStatus): ProductStatus {
  if (!allowed[from].includes(to)) throw new StatusChangeRefused(from, to);
  return to;
}
