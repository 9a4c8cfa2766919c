import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import type { CategoryId, ProductId } from '../domain/ids.js';
import { Products } from '../domain/products.js';

export interface PlaceProductInput {
  productId: ProductId;
  /** All categories that it shall stand in; it leaves the others. */
  categoryIds: readonly CategoryId[];
}

@Injectable()
export class PlaceProduct {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly products: Products,
  ) {}

  /** @throws ProductNotFound, CategoryNotFound, NotReadyForSale */
  execute({ productId, categoryIds }: PlaceProductInput): Promise<void> {
    return this.unitOfWork.run(async () => {
      const product = await this.products.get(productId);
      product.placeIn(categoryIds);
      await this.products.save(product);
    });
  }
}
