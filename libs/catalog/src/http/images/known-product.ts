import { parseId } from '#shared-kernel';
import { ProductNotFound } from '../../domain/catalog.errors.js';
import type { ProductId } from '../../domain/ids.js';

/** @throws ProductNotFound, since what is no id is no product */
export function knownProduct(text: string): ProductId {
  const id = parseId<ProductId>(text);
  if (id === undefined) throw new ProductNotFound();
  return id;
}
