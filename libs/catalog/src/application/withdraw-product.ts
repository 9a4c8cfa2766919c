import { Injectable } from '@nestjs/common';
import type { ProductId } from '../domain/ids.js';
import { theShop, type Author } from './author.js';
import { ProductChanges } from './product-changes.js';

/** Takes back a publication, or the plan of one. */
@Injectable()
export class WithdrawProduct {
  constructor(private readonly changes: ProductChanges) {}

  /** @throws ProductNotFound, ChangedMeanwhile, StatusChangeRefused */
  execute(productId: ProductId, by: Author = theShop): Promise<ProductId> {
    return this.changes.make(productId, { action: 'catalog.withdraw-product', by }, (product) => {
      product.withdraw();
    });
  }
}
