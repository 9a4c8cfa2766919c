import { describe, expect, it } from '@jest/globals';
import type { ProductId } from '../domain/ids.js';
import { aCounter, type Counter } from '../testing/counter.js';
import { aProduct } from '../testing/product.builder.js';
import { ApplyDueChanges } from './apply-due-changes.js';
import { PublishProduct } from './publish-product.js';

const inAnHour = new Date('2026-03-01T10:00:00Z');

function useCases(counter: Counter): { apply: ApplyDueChanges; planned: () => Promise<ProductId> } {
  const { unitOfWork, products, auditLog, createProduct, changes, shelf } = counter;
  const publishProduct = new PublishProduct(changes);
  return {
    apply: new ApplyDueChanges(unitOfWork, products, auditLog),
    planned: async () => {
      const id = await createProduct.execute(aProduct({ categoryIds: [shelf] }));
      return publishProduct.plan(id, inAnHour);
    },
  };
}

describe('applying what is due', () => {
  it('publishes drafts once their time has come, and says so in the audit log', async () => {
    const counter = aCounter();
    const { apply, planned } = useCases(counter);
    const id = await planned();
    expect(await apply.execute()).toBe(0);
    counter.now = new Date(inAnHour.getTime() + 2_000);
    counter.audited.length = 0;
    expect(await apply.execute()).toBe(1);
    expect(await counter.products.get(id)).toMatchObject({ status: 'published', publishedAt: inAnHour });
    expect(counter.audited).toEqual([
      {
        actor: 'system:catalog',
        action: 'catalog.publish-product',
        subjectType: 'product',
        subjectId: id,
        before: { status: 'draft', publishAt: inAnHour },
        after: { status: 'published', publishAt: null },
      },
    ]);
    expect(await apply.execute()).toBe(0);
  });

  it('goes on until nothing is due, batch by batch', async () => {
    const counter = aCounter();
    const { apply, planned } = useCases(counter);
    const ids: ProductId[] = [];
    for (let n = 0; n < 1_100; n += 1) ids.push(await planned());
    counter.now = inAnHour;
    expect(await apply.execute()).toBe(1_100);
    const products = await counter.products.getMany(ids);
    expect(products.every(({ status }) => status === 'published')).toBe(true);
  });

  it('drops the plan of a product that can not be sold by then', async () => {
    const counter = aCounter();
    const { apply, planned } = useCases(counter);
    const product = await counter.products.get(await planned());
    product.archiveVariant(product.variants[0]!.id, counter.now);
    counter.now = inAnHour;
    await apply.execute();
    expect(product).toMatchObject({ status: 'draft', publishAt: null });
    expect(counter.audited.at(-1)).toMatchObject({ action: 'catalog.drop-publication' });
  });
});
