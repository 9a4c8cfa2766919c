import type { UnitOfWork } from '#platform/database/unit-of-work.js';
import { newId, type Clock } from '#shared-kernel';
import type { CategoryId } from '../domain/ids.js';
import { InMemoryProducts } from './in-memory-products.js';

/** What the use cases of the catalogue stand on in their specs: one shelf, a clock that stands still, no transactions. */
export function aCounter(): {
  shelf: CategoryId;
  now: Date;
  products: InMemoryProducts;
  clock: Clock;
  unitOfWork: UnitOfWork;
} {
  const shelf = newId<CategoryId>();
  const now = new Date('2026-03-01T09:00:00Z');
  const unitOfWork = { run: <Result>(work: () => Promise<Result>) => work() };
  return {
    shelf,
    now,
    products: new InMemoryProducts([shelf]),
    clock: { now: () => now },
    unitOfWork: unitOfWork as unknown as UnitOfWork,
  };
}
