import { Injectable } from '@nestjs/common';
import { AuditLog } from '#platform/audit/audit-log.js';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import type { ProductId } from '../domain/ids.js';
import { Products } from '../domain/products.js';
import { mustHaveSeen } from '../domain/version.js';
import { theShop, type Author } from './author.js';
import { productState } from './product-state.js';

/** For drafts that were a mistake. What has ever been on sale is archived instead. */
@Injectable()
export class RemoveProduct {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly products: Products,
    private readonly auditLog: AuditLog,
  ) {}

  /** @throws ProductNotFound, ChangedMeanwhile, ProductMayBeOrdered */
  execute(productId: ProductId, by: Author = theShop): Promise<void> {
    return this.unitOfWork.run(async () => {
      const product = await this.products.get(productId);
      mustHaveSeen(product, by.seen);
      await this.products.remove(product);
      await this.auditLog.append({
        actor: by.actor,
        action: 'catalog.remove-product',
        subjectType: 'product',
        subjectId: productId,
        before: productState(product),
      });
    });
  }
}
