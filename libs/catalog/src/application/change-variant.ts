import { Injectable } from '@nestjs/common';
import type { ProductId, VariantId } from '../domain/ids.js';
import { theShop, type Author } from './author.js';
import { ProductChanges } from './product-changes.js';
import { VariantInputs, type VariantChangeInput } from './variant-input.js';

/** SKU, name, option values. Carts and orders keep what they have noted down. */
@Injectable()
export class ChangeVariant {
  constructor(
    private readonly changes: ProductChanges,
    private readonly variantInputs: VariantInputs,
  ) {}

  /** @throws VariantNotFound, ChangedMeanwhile, InvalidProduct, UnknownOptionValue, SkuTaken */
  execute(variantId: VariantId, change: VariantChangeInput, by: Author = theShop): Promise<ProductId> {
    return this.changes.makeByVariant(
      variantId,
      { action: 'catalog.change-variant', by },
      async (product) => {
        product.changeVariant(variantId, await this.variantInputs.change(change));
      },
    );
  }
}
