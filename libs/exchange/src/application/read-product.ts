import type { BulkProduct } from '#catalog';

/** More would not fit into a batch. */
export const mostRowsOfProduct = 1_000;

/** A product of the file with what is needed to tell where in the file it is wrong. */
export interface ReadProduct {
  readonly product: BulkProduct;
  readonly stock: readonly { sku: string; quantity: number }[];
  /** Line of the file that says something about the product, by column, and of each variant, by SKU. */
  readonly lines: {
    readonly first: number;
    readonly columns: ReadonlyMap<string, number>;
    readonly skus: ReadonlyMap<string, number>;
  };
}
