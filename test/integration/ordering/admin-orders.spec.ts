import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { idToBytes } from '#platform/database/id-column.js';
import { newId } from '#shared-kernel';
import { eventually } from '../../support/eventually.js';
import type { Answer, HttpClient, Problem } from '../../support/http.js';
import { OrderSearchQueries } from '../../../libs/ordering/src/queries/order-search.queries.js';
import { OrderingTest, type OrderAnswer } from './support.js';

interface List {
  items: (OrderAnswer & { customerId: string | null })[];
  nextCursor: string | null;
}

let shop: OrderingTest;
let support: HttpClient;

beforeAll(async () => {
  shop = await OrderingTest.start({ CHECKOUT: 'guests' });
  support = shop.buyer().signsIn('orders:read').client;
}, 60_000);
afterAll(() => shop.close());

const list = (query = ''): Promise<List> => support.get(`/v1/admin/orders${query}`);
const tries = (path: string): Promise<Answer<Problem>> => support.send('GET', `/v1/admin/orders${path}`);
const numbers = ({ items }: List): string[] => items.map(({ number }) => number);

describe('support', () => {
  it('finds orders of customers and guests by number and by address', async () => {
    const ada = await shop.buyer().signsIn().puts(shop.article(0).id);
    const order = await ada.orders();
    const guest = await shop.buyer().puts(shop.article(1).id);
    const other = await guest.orders();
    expect(numbers(await list(`?number=${order.number.toLowerCase()}`))).toEqual([order.number]);
    const byEmail = await list(`?email=${encodeURIComponent(ada.email.toUpperCase())}`);
    expect(byEmail.items).toMatchObject([
      { number: order.number, email: ada.email, customerId: ada.id, attention: null },
    ]);
    const ofGuest = await list(`?email=${encodeURIComponent(guest.email)}`);
    expect(ofGuest.items).toMatchObject([{ number: other.number, customerId: null }]);
    expect(numbers(await list(`?number=${order.number}&email=${encodeURIComponent(guest.email)}`))).toEqual(
      [],
    );
  });

  it('does not take one person for another because of an accent', async () => {
    const order = await (await shop.buyer().puts(shop.article(0).id)).orders();
    await shop.database.query('UPDATE orders SET email = ? WHERE id = ?', [
      'josé@example.test',
      idToBytes(order.id),
    ]);
    expect(numbers(await list('?email=jose%40example.test'))).toEqual([]);
    expect(numbers(await list(`?email=${encodeURIComponent('JOSÉ@example.test')}`))).toEqual([order.number]);
  });

  it('finds what is in a state', async () => {
    const buyer = await shop.buyer().signsIn().puts(shop.article(2).id);
    const order = await buyer.orders();
    expect(numbers(await list('?status=paid'))).not.toContain(order.number);
    await shop.moneyComes(order);
    await eventually(async () => {
      expect(numbers(await list('?status=paid'))).toContain(order.number);
    });
    expect(numbers(await list('?status=pending'))).not.toContain(order.number);
  });

  it('sees an order with its lines, where it goes and what has happened to it', async () => {
    const buyer = await shop.buyer().signsIn().puts(shop.article(3).id, 2);
    const order = await buyer.orders({ note: 'Please ring twice.' });
    const paymentId = await shop.moneyComes(order);
    const seen = await eventually(async () => {
      const view = await support.get<OrderAnswer & { status: string }>(`/v1/admin/orders/${order.id}`);
      expect(view.status).toBe('paid');
      return view;
    });
    expect(seen).toMatchObject({
      number: order.number,
      email: buyer.email,
      customerId: buyer.id,
      totals: order.totals,
      lines: order.lines,
      shippingAddress: order.shippingAddress,
      note: 'Please ring twice.',
      paymentId,
      refunded: { amount: 0, currency: 'USD' },
      history: [{ from: 'pending', to: 'paid' }],
    });
    expect(JSON.stringify(seen)).not.toContain('orderToken');
  });

  it.each(['none', newId(), "' OR 1=1"])('finds no order %s', async (id) => {
    const { status, body } = await tries(`/${encodeURIComponent(id)}`);
    expect([status, body.code]).toEqual([404, 'ordering.order-not-found']);
  });

  it.each([
    '?cursor=x',
    `?cursor=${newId()}`,
    '?status=lost',
    '?limit=101',
    '?page=2',
    '?email=a&email=b',
    '?number[gt]=1',
  ])('is told what is wrong with %s', async (query) => {
    const { status, body } = await tries(query);
    expect([status, body.code]).toEqual([400, 'validation.failed']);
  });
});

describe('the list of all orders', () => {
  it('goes on from part to part without losing or repeating one', async () => {
    const buyer = await shop.buyer().signsIn().puts(shop.article(4).id);
    const order = await buyer.orders();
    await shop.copies(order.id, 250, buyer.id);
    // Of the same moment, so that the id alone decides.
    await shop.database.query("UPDATE orders SET placed_at = '2026-01-01' WHERE customer_id = ?", [
      idToBytes(buyer.id),
    ]);
    for (const filter of ['', '&status=pending', `&email=${encodeURIComponent(buyer.email)}`]) {
      const [counted] = await shop.database.query<{ total: number }>(
        `SELECT COUNT(*) AS total FROM orders WHERE ${filter.includes('status') ? "status = 'pending'" : 'TRUE'}
         AND ${filter.includes('email') ? 'email = ?' : '? IS NOT NULL'}`,
        [buyer.email],
      );
      const seen: string[] = [];
      let cursor = '';
      do {
        const part = await list(`?limit=50${filter}${cursor}`);
        seen.push(...numbers(part));
        cursor = part.nextCursor === null ? '' : `&cursor=${part.nextCursor}`;
      } while (cursor !== '');
      expect(seen).toHaveLength(counted!.total);
      expect(new Set(seen).size).toBe(seen.length);
    }
  });
});

describe('a list of orders', () => {
  it.each([
    ['of all', {}],
    ['in a state', { status: 'pending' as const }],
    ['of an address', { email: 'often@example.test' }],
  ])('%s reads a part of an index and sorts nothing, however deep', async (_, filter) => {
    const buyer = shop.buyer();
    const order = await (await buyer.puts(shop.article(5).id)).orders();
    await shop.copies(order.id, 150, newId());
    await shop.database.query(
      `UPDATE orders
       SET email = 'often@example.test', placed_at = '2026-01-01' + INTERVAL CONV(HEX(RIGHT(id, 2)), 16, 10) SECOND
       WHERE email = ?`,
      [buyer.email],
    );
    const queries = shop.app.get(OrderSearchQueries, { strict: false });
    const none = { number: undefined, email: undefined, status: undefined, cursor: undefined, limit: 20 };
    const deep = (await queries.list({ ...none, ...filter, limit: 100 })).nextCursor!;
    const { rows, sorted } = await shop.reads(() => queries.list({ ...none, ...filter, cursor: deep }));
    expect(rows).toBeLessThanOrEqual(20 + 5);
    expect(sorted).toBe(0);
  });
});

describe('orders of others', () => {
  it.each([
    ['a customer', 'cart:use orders:place orders:read-own payments:start profile:read profile:write'],
    ['who keeps the shelves', 'catalog:manage stock:manage'],
    ['who works on orders without seeing them', 'orders:manage'],
  ])('are not for %s', async (_, scope) => {
    const { client } = shop.buyer().signsIn(scope);
    expect((await client.send('GET', '/v1/admin/orders')).status).toBe(403);
    expect((await client.send('GET', `/v1/admin/orders/${newId()}`)).status).toBe(403);
  });

  it('are not for strangers', async () => {
    expect((await shop.buyer().client.send('GET', '/v1/admin/orders')).status).toBe(401);
  });
});
