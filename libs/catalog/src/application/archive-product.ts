import { Injectable } from '@nestjs/common';
import type { ProductId } from '../domain/ids.js';
import { theShop, type Author } from './author.js';
import { ProductChanges } from './product-changes.js';

/** Puts a product away: it is neither shown nor sold, and orders go on referring to it. */
@Injectable()
export class ArchiveProduct {
  constructor(private readonly changes: ProductChanges) {}

  /** @throws ProductNotFound, ChangedMeanwhile, StatusChangeRefused */
  execute(productId: ProductId, by: Author = theShop): Promise<ProductId> {
    return this.changes.make(productId, { action: 'catalog.archive-product', by }, (product) => {
      product.archive();
    });
  }

  /** As a draft. @throws the same */
  restore(productId: ProductId, by: Author = theShop): Promise<ProductId> {
    return this.changes.make(productId, { action: 'catalog.restore-product', by }, (product) => {
      product.restore();
    });
  }
}
