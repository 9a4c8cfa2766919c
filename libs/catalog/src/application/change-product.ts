import { Injectable } from '@nestjs/common';
import type { ProductId } from '../domain/ids.js';
import type { ProductChange } from '../domain/product.js';
import { theShop, type Author } from './author.js';
import { ProductChanges } from './product-changes.js';

/** What a product is called and how it is described. A new slug is a new address; the old one leads nowhere. */
@Injectable()
export class ChangeProduct {
  constructor(private readonly changes: ProductChanges) {}

  /** @throws ProductNotFound, ChangedMeanwhile, InvalidProduct, SlugTaken */
  execute(productId: ProductId, change: ProductChange, by: Author = theShop): Promise<ProductId> {
    return this.changes.make(productId, { action: 'catalog.change-product', by }, (product) => {
      product.change(change);
    });
  }
}
