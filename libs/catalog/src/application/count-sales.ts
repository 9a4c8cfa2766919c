import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import type { CustomerId, ProductId } from '../domain/ids.js';
import { ProductProjections, type Sale } from '../domain/product-projections.js';
import { Purchases } from '../domain/purchases.js';

/** Nobody buys a hundred things because they go together, and each product makes a pair with each other one. */
const mostProductsThatGoTogether = 20;

export interface Buyer {
  customerId: CustomerId;
  paidAt: Date;
}

/**
 * What the catalogue learns from a paid order: its products are more popular by the units sold, they go together, and a buyer with an
 * account has bought them here. Not idempotent: the caller sees to it that an order counts once.
 */
@Injectable()
export class CountSales {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly projections: ProductProjections,
    private readonly purchases: Purchases,
  ) {}

  /** @param buyer undefined for a guest */
  execute(sales: readonly Sale[], buyer?: Buyer): Promise<void> {
    return this.unitOfWork.run(async () => {
      // First: it locks the products.
      await this.projections.sold(sales);
      const productIds = [...new Set(sales.map(({ productId }) => productId))];
      if (buyer !== undefined) await this.purchases.remember({ ...buyer, productIds });
      await this.pair(productIds.slice(0, mostProductsThatGoTogether));
    });
  }

  private async pair(productIds: readonly ProductId[]): Promise<void> {
    if (productIds.length > 1) await this.purchases.boughtTogether(productIds);
  }
}
