import { Injectable } from '@nestjs/common';
import type { ProductId, VariantId } from '../domain/ids.js';
import type { Price } from '../domain/price.js';
import { theShop, type Author } from './author.js';
import { ProductChanges } from './product-changes.js';

/** The whole price: a sale that is left out is over. */
export interface ChangePriceInput extends Price {
  variantId: VariantId;
}

@Injectable()
export class ChangePrice {
  constructor(private readonly changes: ProductChanges) {}

  /** @throws VariantNotFound, ChangedMeanwhile, InvalidProduct */
  execute({ variantId, ...price }: ChangePriceInput, by: Author = theShop): Promise<ProductId> {
    return this.changes.makeByVariant(variantId, { action: 'catalog.change-price', by }, (product) => {
      product.changePrice(variantId, price);
    });
  }
}
