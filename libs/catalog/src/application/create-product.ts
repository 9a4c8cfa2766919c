import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import { Clock } from '#shared-kernel';
import type { ProductId } from '../domain/ids.js';
import { Product, type NewProduct } from '../domain/product.js';
import { Products } from '../domain/products.js';

export type CreateProductInput = NewProduct;

@Injectable()
export class CreateProduct {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly products: Products,
    private readonly clock: Clock,
  ) {}

  /** A draft. @throws InvalidProduct, SlugTaken, SkuTaken, CategoryNotFound */
  execute(input: CreateProductInput): Promise<ProductId> {
    return this.unitOfWork.run(async () => {
      const product = Product.create(input, this.clock.now());
      await this.products.add(product);
      return product.id;
    });
  }
}
