import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Schedules } from '../../apps/worker/src/schedules.js';
import { type Refused } from '../support/http.js';
import { Shop } from '../support/shop.js';

let shop: Shop;

beforeAll(async () => {
  shop = await Shop.open({ variables: { PAYMENT_RECONCILE_AFTER_SECONDS: '1' } });
});

afterAll(() => shop.close());

/** As if the order had been placed an hour ago. */
const timePasses = async (orderId: string): Promise<void> => {
  const id = Buffer.from(orderId.replaceAll('-', ''), 'hex');
  await shop.database.query(
    'UPDATE orders SET hold_expires_at = UTC_TIMESTAMP(3) - INTERVAL 1 MINUTE WHERE id = ?',
    [id],
  );
};

const expiryRuns = (): Promise<boolean> => shop.workers[0]!.get(Schedules).runNow('expire-overdue-orders');

describe('scarce goods', () => {
  it('go to exactly one of fifty buyers who want the last piece', async () => {
    const [thing] = await shop.thingsInStock(1);
    await shop.stocks(thing!.sku, 1);
    const buyers = Array.from({ length: 50 }, (_, n) => shop.shopper(`Buyer${n}`));
    await Promise.all(buyers.map((buyer) => buyer.puts(thing!.variantId)));
    const results = await Promise.allSettled(buyers.map((buyer) => buyer.checksOut()));
    const refusals = results
      .filter((result) => result.status === 'rejected')
      .map(({ reason }) => reason as unknown);
    expect(refusals).toHaveLength(49);
    for (const refusal of refusals)
      expect((refusal as Refused).problem).toMatchObject({ status: 409, code: 'inventory.out-of-stock' });
    expect(await shop.available(thing!.sku)).toBe(0);
  });

  it('come back when nobody pays in time, and the cart with them', async () => {
    const [thing] = await shop.thingsInStock(2);
    const before = await shop.available(thing!.sku);
    const shopper = shop.shopper('Late');
    await shopper.puts(thing!.variantId, 2);
    const order = await shopper.checksOut();
    const payment = await shopper.startsPayment(order);
    expect(await shop.available(thing!.sku)).toBe(before - 2);

    await timePasses(order.id);
    await expiryRuns();

    expect((await shopper.order(order.id)).status).toBe('expired');
    expect(await shop.available(thing!.sku)).toBe(before);
    expect((await shopper.cart()).lines).toMatchObject([{ sku: thing!.sku, quantity: 2 }]);
    await expect(shopper.paysBy(payment)).rejects.toThrow(/canceled/);
  });

  it('are not taken back from somebody who has paid, even if the news is late', async () => {
    const [thing] = await shop.thingsInStock(1);
    const shopper = shop.shopper('Paid');
    await shopper.puts(thing!.variantId);
    const order = await shopper.checksOut();
    const payment = await shopper.startsPayment(order);
    shop.stripe.control.webhooks({ off: true });
    await shopper.paysBy(payment);
    await timePasses(order.id);
    await expiryRuns();
    shop.stripe.control.webhooks({});
    await shopper.seesOrder(order.id, 'paid');
    await shopper.receives(/order/i);
  });

  it('are free again as soon as the buyer cancels', async () => {
    const [thing] = await shop.thingsInStock(1);
    const before = await shop.available(thing!.sku);
    const shopper = shop.shopper('Unsure');
    await shopper.puts(thing!.variantId);
    const order = await shopper.checksOut();
    await shopper.startsPayment(order);
    await shopper.client.post(`/v1/orders/${order.id}/cancellation`, { reason: 'changed my mind' });
    expect((await shopper.order(order.id)).status).toBe('cancelled');
    expect(await shop.available(thing!.sku)).toBe(before);
  });

  it('cost what the order says, whatever happens to the cart and the price meanwhile', async () => {
    const [thing, other] = await shop.thingsInStock(2);
    const shopper = shop.shopper('Steady');
    await shopper.puts(thing!.variantId);
    const order = await shopper.checksOut();
    await shop.database.query(
      'UPDATE variants SET price_amount = price_amount * 2, sale_price_amount = NULL WHERE sku = ?',
      [thing!.sku],
    );
    await shopper.puts(other!.variantId).catch(() => undefined);
    await shopper.paysBy(await shopper.startsPayment(order));
    const paid = await shopper.seesOrder(order.id, 'paid');
    expect(paid.totals).toEqual(order.totals);
    expect(
      shop.stripe.control
        .statistics()
        .paymentIntents.filter(({ metadata }) => metadata['order_id'] === order.id),
    ).toMatchObject([{ amount: order.totals.total.amount, status: 'succeeded' }]);
  });
});
