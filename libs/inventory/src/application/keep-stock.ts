import { Injectable } from '@nestjs/common';
import { VariantNames } from '#catalog';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import { VariantNotFound } from '../domain/inventory.errors.js';
import type { StockOfVariant } from '../domain/stock.js';
import { ChangeStock, type ChangeStockInput } from './change-stock.js';

/** Staff set or adjust the stock by hand. */
@Injectable()
export class KeepStock {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly variants: VariantNames,
    private readonly changeStock: ChangeStock,
  ) {}

  /** @throws VariantNotFound, StockHasChanged, TooFewInStock, InvalidStockQuantity */
  async execute(input: ChangeStockInput): Promise<StockOfVariant> {
    return this.unitOfWork.run(async () => {
      // A mistyped id must not become the shelf of a variant that nobody can ever buy.
      if ((await this.variants.of([input.variantId])).size === 0) throw new VariantNotFound();
      return this.changeStock.execute(input);
    });
  }
}
