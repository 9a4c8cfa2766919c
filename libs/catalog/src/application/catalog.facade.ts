import type { MoneyJson } from '#shared-kernel';

/** What a cart or an order needs to know of a variant. Prices are in minor units. */
export interface SellableVariant {
  variantId: string;
  productId: string;
  productSlug: string;
  productName: string;
  /** What sets it apart from its siblings, 'M / Moss'; empty if the product has only one variant. */
  variantName: string;
  sku: string;
  /** A path below the shop's address; null for a product without pictures. */
  imageUrl: string | null;
  /** What it costs now. */
  unitPrice: MoneyJson;
  /** What it costs when it is not on sale. */
  listPrice: MoneyJson;
  taxClass: string;
}

/** What other contexts may ask of the catalogue. Each method joins the caller's unit of work, or runs outside of one. */
export abstract class CatalogFacade {
  /**
   * Those of the variants that can be sold: known ones of published products, in no particular order. What is missing in the answer
   * can't be sold; whether the rest is in stock is inventory's knowledge. One indexed query.
   */
  abstract sellable(variantIds: readonly string[]): Promise<SellableVariant[]>;

  /** The variant with this SKU if it can be sold. */
  abstract findBySku(sku: string): Promise<SellableVariant | undefined>;
}
