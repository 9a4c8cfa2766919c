import { Injectable } from '@nestjs/common';
import type { CategoryId, ProductId } from '../domain/ids.js';
import { theShop, type Author } from './author.js';
import { ProductChanges } from './product-changes.js';

export interface PlaceProductInput {
  productId: ProductId;
  /** All categories that it shall stand in; it leaves the others. */
  categoryIds: readonly CategoryId[];
}

@Injectable()
export class PlaceProduct {
  constructor(private readonly changes: ProductChanges) {}

  /** @throws ProductNotFound, ChangedMeanwhile, CategoryNotFound, NotReadyForSale */
  execute({ productId, categoryIds }: PlaceProductInput, by: Author = theShop): Promise<ProductId> {
    return this.changes.make(productId, { action: 'catalog.place-product', by }, (product) => {
      product.placeIn(categoryIds);
    });
  }
}
