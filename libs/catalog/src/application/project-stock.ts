import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import type { VariantId } from '../domain/ids.js';
import { ProductProjections } from '../domain/product-projections.js';
import { stockStateOf } from '../domain/stock-state.js';

export interface ProjectStockInput {
  variantId: VariantId;
  available: number;
  version: number;
}

/** Takes over from inventory whether a variant can be had. Events come in any order and more than once: the highest version stays. */
@Injectable()
export class ProjectStock {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly projections: ProductProjections,
  ) {}

  execute({ variantId, available, version }: ProjectStockInput): Promise<void> {
    return this.unitOfWork.run(() =>
      this.projections.stockChanged({ variantId, state: stockStateOf(available), version }),
    );
  }

  /** For what an import has set at once. */
  executeAll(inputs: readonly ProjectStockInput[]): Promise<void> {
    return this.unitOfWork.run(() =>
      this.projections.stocksChanged(
        inputs.map(({ variantId, available, version }) => ({
          variantId,
          state: stockStateOf(available),
          version,
        })),
      ),
    );
  }
}
