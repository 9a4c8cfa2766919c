import { Injectable } from '@nestjs/common';
import type { ProductId } from '../domain/ids.js';
import { theShop, type Author } from './author.js';
import { ProductChanges } from './product-changes.js';

@Injectable()
export class PublishProduct {
  constructor(private readonly changes: ProductChanges) {}

  /** Now. @throws ProductNotFound, ChangedMeanwhile, StatusChangeRefused, NotReadyForSale */
  execute(productId: ProductId, by: Author = theShop): Promise<ProductId> {
    return this.changes.make(productId, { action: 'catalog.publish-product', by }, (product, now) => {
      product.publish(now);
    });
  }

  /** At a time, or now if that has come. @throws the same */
  plan(productId: ProductId, at: Date, by: Author = theShop): Promise<ProductId> {
    return this.changes.make(productId, { action: 'catalog.plan-publication', by }, (product, now) => {
      product.planPublication(at, now);
    });
  }
}
