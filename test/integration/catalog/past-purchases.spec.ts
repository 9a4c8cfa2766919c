import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bytesToId, idToBytes } from '#platform/database/id-column.js';
import { newId } from '#shared-kernel';
import { PastPurchases1790000000790 } from '../../../migrations/0790-past-purchases.js';
import { createTestDatabase, openMigrator, type TestDatabase } from '../../support/database.js';

let database: TestDatabase;
let products: string[];
const [ada, bob] = [newId(), newId()];
const early = new Date('2025-01-01T09:00:00Z');
const late = new Date('2025-06-01T09:00:00Z');

beforeAll(async () => {
  database = await createTestDatabase({ sampleShop: true });
  const rows = await database.query<{ id: Buffer }>('SELECT id FROM products ORDER BY id LIMIT 30');
  products = rows.map(({ id }) => bytesToId(id));
}, 30_000);

afterAll(() => database.drop());

interface Order {
  customerId: string | null;
  paidAt: Date | null;
  productIds: readonly string[];
}

async function insert(table: string, row: Record<string, unknown>): Promise<void> {
  await database.query(`INSERT INTO ${table} SET ?`, [row]);
}

const none = { tax_amount: 0, discount_amount: 0, currency: 'USD' };

/** As the previous release has left it. */
async function placed({ customerId, paidAt, productIds }: Order): Promise<void> {
  const id = newId();
  await insert('orders', {
    ...none,
    id: idToBytes(id),
    number: id.slice(-12),
    version: 1,
    status: paidAt === null ? 'expired' : 'paid',
    customer_id: customerId === null ? null : idToBytes(customerId),
    cart_id: idToBytes(newId()),
    email: 'somebody@example.test',
    locale: 'en',
    subtotal_amount: 1,
    shipping_amount: 0,
    total_amount: 1,
    shipping_tax_amount: 0,
    shipping_tax_basis_points: 0,
    item_count: 1,
    shipping_address: '{}',
    shipping_method: '{}',
    refused_payments: '[]',
    placed_at: early,
    paid_at: paidAt,
  });
  for (const [position, productId] of productIds.entries())
    await insert('order_line_items', {
      ...none,
      order_id: idToBytes(id),
      position,
      variant_id: idToBytes(newId()),
      product_id: idToBytes(productId),
      product_slug: 'x',
      sku: 'X',
      name: 'X',
      variant_name: '',
      quantity: 1,
      unit_price_amount: 1,
      line_total_amount: 1,
      tax_basis_points: 0,
      tax_label: '',
    });
}

async function migrate(): Promise<void> {
  const migrator = await openMigrator(database.url, { sampleShop: true });
  const runner = migrator.createQueryRunner();
  try {
    await new PastPurchases1790000000790().up(runner);
  } finally {
    await runner.release();
    await migrator.destroy();
  }
}

async function bought(customerId: string): Promise<Map<string, Date>> {
  const rows = await database.query<{ product_id: Buffer; first_bought_at: Date }>(
    'SELECT product_id, first_bought_at FROM purchases WHERE customer_id = ?',
    [idToBytes(customerId)],
  );
  return new Map(rows.map((row) => [bytesToId(row.product_id), row.first_bought_at]));
}

async function partnersOf(product: string): Promise<Map<string, number>> {
  const rows = await database.query<{ id: Buffer; orders: number }>(
    'SELECT other_product_id AS id, orders FROM product_pairs WHERE product_id = ?',
    [idToBytes(product)],
  );
  return new Map(rows.map(({ id, orders }) => [bytesToId(id), orders]));
}

async function shownWith(product: string): Promise<string[]> {
  const [row] = await database.query<{ best: Buffer | null }>(
    'SELECT bought_together AS best FROM products WHERE id = ?',
    [idToBytes(product)],
  );
  const hex = row?.best?.toString('hex') ?? '';
  return (hex.match(/.{32}/g) ?? []).map((each) => bytesToId(Buffer.from(each, 'hex')));
}

describe('orders that were paid before the catalogue remembered purchases', () => {
  it('tell who has bought what, and what goes together, however often they are asked', async () => {
    const [mug, lamp, stool, vest] = products as [string, string, string, string];
    await placed({ customerId: ada, paidAt: late, productIds: [mug, lamp, mug] });
    await placed({ customerId: ada, paidAt: early, productIds: [mug, newId()] });
    await placed({ customerId: bob, paidAt: null, productIds: [stool, mug] });
    await placed({ customerId: null, paidAt: late, productIds: [lamp, mug, stool] });
    await placed({ customerId: null, paidAt: late, productIds: products.slice(4, 26) });
    await insert('purchases', {
      customer_id: idToBytes(bob),
      product_id: idToBytes(vest),
      first_bought_at: early,
    });
    await insert('reviews', {
      id: idToBytes(newId()),
      product_id: idToBytes(lamp),
      customer_id: idToBytes(ada),
      rating: 5,
      body: 'Bright.',
      author_name: 'Ada',
      status: 'published',
      created_at: late,
      updated_at: late,
    });
    for (let run = 0; run < 2; run += 1) {
      await migrate();
      expect(await bought(ada)).toEqual(
        new Map([
          [mug, early],
          [lamp, late],
        ]),
      );
      expect(await bought(bob)).toEqual(new Map([[vest, early]]));
      expect(await partnersOf(mug)).toEqual(
        new Map([
          [lamp, 2],
          [stool, 1],
        ]),
      );
      expect(await shownWith(mug)).toEqual([lamp, stool]);
      expect(await shownWith(vest)).toEqual([]);
    }
    const reviews = await database.query('SELECT bought_here FROM reviews');
    expect(reviews).toEqual([{ bought_here: 1 }]);
  });

  it('pair their first twenty products, of which each notes twelve, as new orders do', async () => {
    const [first, last] = [products[4]!, products[25]!];
    expect((await partnersOf(first)).size).toBe(19);
    expect(await partnersOf(last)).toEqual(new Map());
    const newest = products.slice(5, 24).sort().reverse().slice(0, 12);
    expect(await shownWith(first)).toEqual(newest);
  });
});
