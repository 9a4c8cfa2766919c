import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import type { ProductId, VariantId } from '../domain/ids.js';
import { theShop, type Author } from './author.js';
import { ProductChanges } from './product-changes.js';
import { VariantInputs, type VariantInput } from './variant-input.js';

export interface AddVariantInput extends VariantInput {
  productId: ProductId;
}

@Injectable()
export class AddVariant {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly changes: ProductChanges,
    private readonly variantInputs: VariantInputs,
  ) {}

  /** @throws ProductNotFound, ChangedMeanwhile, InvalidProduct, UnknownOptionValue, SkuTaken */
  execute({ productId, ...input }: AddVariantInput, by: Author = theShop): Promise<VariantId> {
    return this.unitOfWork.run(async () => {
      const added: VariantId[] = [];
      await this.changes.make(productId, { action: 'catalog.add-variant', by }, async (product) => {
        added.push(product.addVariant(await this.variantInputs.newVariant(input)));
      });
      return added[0] as VariantId;
    });
  }
}
