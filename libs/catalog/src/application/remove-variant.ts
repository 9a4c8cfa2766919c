import { Injectable } from '@nestjs/common';
import type { ProductId, VariantId } from '../domain/ids.js';
import { theShop, type Author } from './author.js';
import { ProductChanges } from './product-changes.js';

/** For a variant that was a mistake, of a product that has never been on sale. */
@Injectable()
export class RemoveVariant {
  constructor(private readonly changes: ProductChanges) {}

  /** @throws VariantNotFound, ChangedMeanwhile, VariantMayBeOrdered */
  execute(variantId: VariantId, by: Author = theShop): Promise<ProductId> {
    return this.changes.makeByVariant(variantId, { action: 'catalog.remove-variant', by }, (product) => {
      product.removeVariant(variantId);
    });
  }
}
