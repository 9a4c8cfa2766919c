import { Injectable } from '@nestjs/common';
import { AuditLog, type AuditEntry } from '#platform/audit/audit-log.js';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import type { Product } from '../domain/product.js';
import { Products } from '../domain/products.js';
import { theShop } from './author.js';

const batch = 500;

/** A run of the schedule ends some time; the next one goes on. */
const mostBatches = 500;

const actions = { published: 'catalog.publish-product', 'not-ready': 'catalog.drop-publication' } as const;

/**
 * What happens by itself because a time has come: drafts are published as planned, and lists show the prices of sales that have begun or
 * ended. (What is charged goes by the clock, not by this.) Batch by batch, each a transaction: what is done stays done.
 */
@Injectable()
export class ApplyDueChanges {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly products: Products,
    private readonly auditLog: AuditLog,
  ) {}

  /** @returns how many products have changed */
  async execute(): Promise<number> {
    let changed = 0;
    for (let n = 0; n < mostBatches; n += 1) {
      const count = await this.unitOfWork.run(() => this.applyBatch());
      changed += count;
      if (count < batch) break;
    }
    return changed;
  }

  private async applyBatch(): Promise<number> {
    const ids = await this.products.due(batch);
    if (ids.length === 0) return 0;
    const products = await this.products.getMany(ids);
    const now = await this.products.now();
    const entries = products.map((product) => publishIfDue(product, now));
    // Prices are summed up anew whenever a product is saved.
    await this.products.saveMany(products);
    await this.auditLog.appendAll(entries.filter((entry) => entry !== undefined));
    return products.length;
  }
}

function publishIfDue(product: Product, now: Date): AuditEntry | undefined {
  const { status, publishAt } = product;
  const outcome = product.publishAsPlanned(now);
  if (outcome === 'not-due') return undefined;
  return {
    actor: theShop.actor,
    action: actions[outcome],
    subjectType: 'product',
    subjectId: product.id,
    before: { status, publishAt },
    after: { status: product.status, publishAt: product.publishAt },
  };
}
