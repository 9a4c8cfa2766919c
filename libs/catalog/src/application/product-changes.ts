import { Injectable } from '@nestjs/common';
import { AuditLog } from '#platform/audit/audit-log.js';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import type { ProductId, VariantId } from '../domain/ids.js';
import type { Product } from '../domain/product.js';
import { Products } from '../domain/products.js';
import { mustHaveSeen } from '../domain/version.js';
import type { Author } from './author.js';
import { differenceBetween } from './difference.js';
import { productState } from './product-state.js';

export interface ChangeInWords {
  /** For the audit log: `catalog.change-price`. */
  action: string;
  by: Author;
}

type Change = (product: Product, now: Date) => void | Promise<void>;

/**
 * How a product is changed, whatever the change is: it is locked, seen as it is, changed, saved, listed, and the audit log tells what differs.
 */
@Injectable()
export class ProductChanges {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly products: Products,
    private readonly auditLog: AuditLog,
  ) {}

  /** @throws ProductNotFound, ChangedMeanwhile, and what the change itself throws */
  make(productId: ProductId, words: ChangeInWords, change: Change): Promise<ProductId> {
    return this.unitOfWork.run(async () => this.apply(await this.products.get(productId), words, change));
  }

  /** To a product by one of its variants. @throws VariantNotFound, and the same */
  makeByVariant(variantId: VariantId, words: ChangeInWords, change: Change): Promise<ProductId> {
    return this.unitOfWork.run(async () =>
      this.apply(await this.products.havingVariant(variantId), words, change),
    );
  }

  private async apply(product: Product, { action, by }: ChangeInWords, change: Change): Promise<ProductId> {
    mustHaveSeen(product, by.seen);
    const before = productState(product);
    await change(product, await this.products.now());
    await this.products.save(product);
    await this.auditLog.append({
      actor: by.actor,
      action,
      subjectType: 'product',
      subjectId: product.id,
      ...differenceBetween(before, productState(product)),
    });
    return product.id;
  }
}
