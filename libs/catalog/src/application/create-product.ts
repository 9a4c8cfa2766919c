import { Injectable } from '@nestjs/common';
import { AuditLog } from '#platform/audit/audit-log.js';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import type { ProductId } from '../domain/ids.js';
import { Product, type NewProduct } from '../domain/product.js';
import { Products } from '../domain/products.js';
import { theShop, type Author } from './author.js';
import { productState } from './product-state.js';
import { VariantInputs, type VariantInput } from './variant-input.js';

export interface CreateProductInput extends Omit<NewProduct, 'variants'> {
  variants: readonly VariantInput[];
}

@Injectable()
export class CreateProduct {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly products: Products,
    private readonly variantInputs: VariantInputs,
    private readonly auditLog: AuditLog,
  ) {}

  /** A draft. @throws InvalidProduct, UnknownOptionValue, SlugTaken, SkuTaken, CategoryNotFound */
  execute(input: CreateProductInput, by: Author = theShop): Promise<ProductId> {
    return this.unitOfWork.run(async () => {
      const variants = [];
      for (const variant of input.variants) variants.push(await this.variantInputs.newVariant(variant));
      const product = Product.create({ ...input, variants }, await this.products.now());
      await this.products.add(product);
      await this.auditLog.append({
        actor: by.actor,
        action: 'catalog.create-product',
        subjectType: 'product',
        subjectId: product.id,
        after: productState(product),
      });
      return product.id;
    });
  }
}
