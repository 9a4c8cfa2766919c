import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import { Clock } from '#shared-kernel';
import type { ProductId } from '../domain/ids.js';
import { Products } from '../domain/products.js';

@Injectable()
export class PublishProduct {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly products: Products,
    private readonly clock: Clock,
  ) {}

  /** @throws ProductNotFound, StatusChangeRefused, NotReadyForSale */
  execute(productId: ProductId): Promise<void> {
    return this.unitOfWork.run(async () => {
      const product = await this.products.get(productId);
      product.publish(this.clock.now());
      await this.products.save(product);
    });
  }
}
