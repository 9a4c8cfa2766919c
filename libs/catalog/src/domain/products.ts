import type { ProductId, VariantId } from './ids.js';
import type { Product } from './product.js';

/**
 * All products, drafts and archived ones included. Works only inside a unit of work; what it writes is listed, counted and told to the
 * change feed at once.
 */
export abstract class Products {
  /** Locked against other writers until the unit of work ends. @throws ProductNotFound */
  abstract get(id: ProductId): Promise<Product>;

  /** The same for many, locked in the order of their ids; what is not there is missing in the answer. */
  abstract getMany(ids: readonly ProductId[]): Promise<Product[]>;

  /** The product that the variant belongs to, locked. @throws VariantNotFound */
  abstract havingVariant(id: VariantId): Promise<Product>;

  /** Those that change by themselves by now (a sale begins or ends, a draft is to be published), the longest overdue first. */
  abstract due(limit: number): Promise<ProductId[]>;

  /** By the clock that sales begin and end by. */
  abstract now(): Promise<Date>;

  /** @throws SlugTaken, SkuTaken, CategoryNotFound, InvalidProduct for option values that do not exist */
  add(product: Product): Promise<void> {
    return this.addMany([product]);
  }

  /** In a handful of statements. @throws the same */
  abstract addMany(products: readonly Product[]): Promise<void>;

  /** @throws the same */
  save(product: Product): Promise<void> {
    return this.saveMany([product]);
  }

  /** Products that this unit of work has loaded or added. Of pictures the names are written, not the files. @throws the same */
  abstract saveMany(products: readonly Product[]): Promise<void>;

  /** For good. @throws ProductMayBeOrdered if it has ever been published */
  abstract remove(product: Product): Promise<void>;
}
