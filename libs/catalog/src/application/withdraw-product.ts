import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import type { ProductId } from '../domain/ids.js';
import { Products } from '../domain/products.js';

@Injectable()
export class WithdrawProduct {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly products: Products,
  ) {}

  /** @throws ProductNotFound, StatusChangeRefused */
  execute(productId: ProductId): Promise<void> {
    return this.unitOfWork.run(async () => {
      const product = await this.products.get(productId);
      product.withdraw();
      await this.products.save(product);
    });
  }
}
