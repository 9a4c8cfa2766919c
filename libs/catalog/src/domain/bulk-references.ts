import type { CategoryId, OptionId, OptionValueId, ProductId } from './ids.js';

export interface KnownOption {
  readonly id: OptionId;
  readonly code: string;
  readonly values: readonly { readonly id: OptionValueId; readonly code: string; readonly name: string }[];
}

/** What products are named by outside of the shop, and what it is called inside. Works only inside a unit of work. */
export abstract class BulkReferences {
  abstract productsBySlug(slugs: readonly string[]): Promise<Map<string, ProductId>>;

  /** Product that has a variant with the SKU, archived ones too. */
  abstract ownersOfSkus(skus: readonly string[]): Promise<Map<string, ProductId>>;

  abstract categoriesBySlug(slugs: readonly string[]): Promise<Map<string, CategoryId>>;

  /** In the order in which they are shown. */
  abstract options(): Promise<KnownOption[]>;
}
