import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import { ProductProjections, type Sale } from '../domain/product-projections.js';

/** Makes the products of a paid order more popular, by the units sold. Not idempotent: the caller sees to it that an order counts once. */
@Injectable()
export class CountSales {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly projections: ProductProjections,
  ) {}

  execute(sales: readonly Sale[]): Promise<void> {
    return this.unitOfWork.run(() => this.projections.sold(sales));
  }
}
