import { Injectable } from '@nestjs/common';
import type { ProductId, VariantId } from '../domain/ids.js';
import { theShop, type Author } from './author.js';
import { ProductChanges } from './product-changes.js';

@Injectable()
export class OrderVariants {
  constructor(private readonly changes: ProductChanges) {}

  /** These first, the others behind them. @throws ProductNotFound, VariantNotFound, ChangedMeanwhile */
  execute(productId: ProductId, variantIds: readonly VariantId[], by: Author = theShop): Promise<ProductId> {
    return this.changes.make(productId, { action: 'catalog.order-variants', by }, (product) => {
      product.orderVariants(variantIds);
    });
  }
}
