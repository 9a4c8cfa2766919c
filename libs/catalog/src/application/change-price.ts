import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import type { Money } from '#shared-kernel';
import type { VariantId } from '../domain/ids.js';
import { Products } from '../domain/products.js';

export interface ChangePriceInput {
  variantId: VariantId;
  price: Money;
  /** Null ends a sale. */
  salePrice: Money | null;
}

@Injectable()
export class ChangePrice {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly products: Products,
  ) {}

  /** @throws VariantNotFound, InvalidProduct */
  execute({ variantId, price, salePrice }: ChangePriceInput): Promise<void> {
    return this.unitOfWork.run(async () => {
      const product = await this.products.havingVariant(variantId);
      product.changePrice(variantId, { price, salePrice });
      await this.products.save(product);
    });
  }
}
