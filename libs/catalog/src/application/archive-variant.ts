import { Injectable } from '@nestjs/common';
import type { ProductId, VariantId } from '../domain/ids.js';
import { theShop, type Author } from './author.js';
import { ProductChanges } from './product-changes.js';

/** Puts a variant away: it is neither shown nor sold, and orders go on referring to it. */
@Injectable()
export class ArchiveVariant {
  constructor(private readonly changes: ProductChanges) {}

  /** @throws VariantNotFound, ChangedMeanwhile */
  execute(variantId: VariantId, by: Author = theShop): Promise<ProductId> {
    return this.changes.makeByVariant(
      variantId,
      { action: 'catalog.archive-variant', by },
      (product, now) => {
        product.archiveVariant(variantId, now);
      },
    );
  }

  /** @throws VariantNotFound, ChangedMeanwhile, InvalidProduct if another variant has the same option values */
  restore(variantId: VariantId, by: Author = theShop): Promise<ProductId> {
    return this.changes.makeByVariant(variantId, { action: 'catalog.restore-variant', by }, (product) => {
      product.restoreVariant(variantId);
    });
  }
}
