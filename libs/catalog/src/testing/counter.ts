import type { AuditEntry, AuditLog } from '#platform/audit/audit-log.js';
import type { UnitOfWork } from '#platform/database/unit-of-work.js';
import { newId, type Clock } from '#shared-kernel';
import { CreateProduct } from '../application/create-product.js';
import { ProductChanges } from '../application/product-changes.js';
import { VariantInputs } from '../application/variant-input.js';
import type { CategoryId } from '../domain/ids.js';
import { InMemoryOptions } from './in-memory-options.js';
import { InMemoryProducts } from './in-memory-products.js';
import { InMemoryShelves } from './in-memory-shelves.js';

/** What the use cases of the catalogue stand on in their specs: one shelf, a clock that moves when told to, no transactions. */
export class Counter {
  readonly shelf = newId<CategoryId>();
  now = new Date('2026-03-01T09:00:00Z');
  readonly clock: Clock = { now: () => this.now };
  readonly products = new InMemoryProducts([this.shelf], this.clock);
  readonly options = new InMemoryOptions();
  readonly shelves = new InMemoryShelves();
  readonly unitOfWork = {
    run: <Result>(work: () => Promise<Result>) => work(),
  } as unknown as UnitOfWork;
  readonly audited: AuditEntry[] = [];
  readonly auditLog = {
    append: (entry: AuditEntry) => this.appendAll([entry]),
    appendAll: (entries: readonly AuditEntry[]) => this.appendAll(entries),
  } as unknown as AuditLog;
  readonly variantInputs = new VariantInputs(this.options);
  readonly changes = new ProductChanges(this.unitOfWork, this.products, this.auditLog);
  readonly createProduct = new CreateProduct(
    this.unitOfWork,
    this.products,
    this.variantInputs,
    this.auditLog,
  );

  private appendAll(entries: readonly AuditEntry[]): Promise<void> {
    this.audited.push(...entries);
    return Promise.resolve();
  }
}

export function aCounter(): Counter {
  return new Counter();
}
