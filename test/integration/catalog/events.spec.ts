import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Job } from 'bull';
import { idToBytes } from '#platform/database/id-column.js';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import { EventConsumers } from '#platform/outbox/event-consumers.js';
import type { EventJob } from '#platform/outbox/event-envelope.js';
import { Outbox } from '#platform/outbox/outbox.js';
import { COUNT_SALES, PROJECT_STOCK } from '../../../libs/catalog/src/jobs/catalog.consumers.js';
import { CatalogJobsModule } from '../../../libs/catalog/src/jobs/catalog-jobs.module.js';
import { CatalogProcessor } from '../../../libs/catalog/src/jobs/catalog.processor.js';
import { startContext, type TestContext } from '../../support/platform.js';

let context: TestContext;
let processor: CatalogProcessor;
let lamp: { product_id: string; variant_id: string };

beforeAll(async () => {
  context = await startContext({ imports: [CatalogJobsModule] }, {}, { sampleShop: true });
  processor = context.app.get(CatalogProcessor, { strict: false });
  const [row] = await context.database.query<{ product_id: string; variant_id: string }>(`
    SELECT LOWER(HEX(v.product_id)) AS product_id, LOWER(HEX(v.id)) AS variant_id
    FROM products p
    JOIN variants v ON v.product_id = p.id
    WHERE p.slug = 'milk-bottle'`);
  lamp = { product_id: hyphenated(row!.product_id), variant_id: hyphenated(row!.variant_id) };
}, 30_000);

afterAll(() => context.close());

function hyphenated(hex: string): string {
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/** The job that the relay makes of an event; delivering it twice is what happens when a worker dies after its work. */
async function jobOf(type: string, payload: unknown, consumer: string): Promise<Job<EventJob>> {
  await context.app.get(UnitOfWork).run(() => context.app.get(Outbox).append([{ type, payload }]));
  const [row] = await context.database.query<{ id: string }>(
    'SELECT LOWER(HEX(id)) AS id FROM outbox ORDER BY id DESC LIMIT 1',
  );
  return { data: { eventId: hyphenated(row!.id), consumer } } as Job<EventJob>;
}

/** As the relay runs it. */
function stockChanged({ data }: Job<EventJob>): Promise<void> {
  const consumers = context.app.get(EventConsumers);
  const [consumer] = consumers.direct.filter(({ name }) => name === PROJECT_STOCK);
  return consumers.runnerOf(consumer!)(data);
}

async function column(name: 'popularity' | 'stock_state'): Promise<unknown> {
  const [row] = await context.database.query<Record<string, unknown>>(
    `SELECT ${name} FROM products WHERE id = ?`,
    [idToBytes(lamp.product_id)],
  );
  return row?.[name];
}

describe('what other contexts tell', () => {
  it('counts a paid order once, however often it is delivered', async () => {
    const before = (await column('popularity')) as number;
    const lines = [{ variantId: lamp.variant_id, productId: lamp.product_id, quantity: 3 }];
    const job = await jobOf('ordering.order-paid', { customerId: null, lines }, COUNT_SALES);
    await processor.orderPaid(job);
    await Promise.all([processor.orderPaid(job), processor.orderPaid(job)]);
    expect(await column('popularity')).toBe(before + 3);
  });

  it('shows that a product is sold out, and that it is back', async () => {
    const { variant_id: variantId } = lamp;
    const gone = await jobOf(
      'inventory.stock-changed',
      { variantId, available: 0, version: 20 },
      PROJECT_STOCK,
    );
    const back = await jobOf(
      'inventory.stock-changed',
      { variantId, available: 30, version: 21 },
      PROJECT_STOCK,
    );
    await stockChanged(gone);
    expect(await column('stock_state')).toBe('sold-out');
    await stockChanged(back);
    expect(await column('stock_state')).toBe('in-stock');
  });

  it('is not turned back by news that come late', async () => {
    const { variant_id: variantId } = lamp;
    const late = await jobOf(
      'inventory.stock-changed',
      { variantId, available: 0, version: 15 },
      PROJECT_STOCK,
    );
    await stockChanged(late);
    expect(await column('stock_state')).toBe('in-stock');
  });
});
