import type { ProductId, VariantId } from './ids.js';
import type { Product } from './product.js';

/** All products, drafts included. Works only inside a unit of work; what it writes is listed and counted at once. */
export abstract class Products {
  /** Locked against other writers until the unit of work ends. @throws ProductNotFound */
  abstract get(id: ProductId): Promise<Product>;

  /** The product that the variant belongs to, locked. @throws VariantNotFound */
  abstract havingVariant(id: VariantId): Promise<Product>;

  /** @throws SlugTaken, SkuTaken, CategoryNotFound */
  abstract add(product: Product): Promise<void>;

  /** @throws CategoryNotFound */
  abstract save(product: Product): Promise<void>;
}
