import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Shop } from '../support/shop.js';

let shop: Shop;

beforeAll(async () => {
  shop = await Shop.open();
});

afterAll(() => shop.close());

describe('buying', () => {
  it('goes from a guest with a cart to a customer with a paid order and one mail', async () => {
    const [lamp, chair] = await shop.thingsInStock(2);
    const before = await shop.available(lamp!.sku);
    const ada = shop.shopper('Ada');
    await ada.puts(lamp!.variantId, 2);
    await ada.registers();
    await ada.verifiesByMail();
    await ada.signsIn();
    const merged = await ada.claimsGuestCart();
    expect(merged.lines).toMatchObject([{ sku: lamp!.sku, quantity: 2 }]);
    await ada.puts(chair!.variantId, 1);

    const order = await ada.checksOut();
    expect(order).toMatchObject({
      status: 'pending',
      lines: [
        { sku: lamp!.sku, quantity: 2 },
        { sku: chair!.sku, quantity: 1 },
      ],
    });
    expect(await shop.available(lamp!.sku)).toBe(before - 2);

    await ada.paysBy(await ada.startsPayment(order));
    await ada.seesOrder(order.id, 'paid');
    const mail = await ada.receives(/order/i);
    expect(mail.text).toContain(order.number);
    expect((await ada.history()).items).toMatchObject([
      { id: order.id, number: order.number, status: 'paid' },
    ]);
    expect(await ada.opensOrderFrom(mail)).toContain(order.number);
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(await ada.mails(/order/i)).toHaveLength(1);
    expect(await shop.available(lamp!.sku)).toBe(before - 2);
  });

  it('works for a guest on Stripe’s own page, without an account', async () => {
    const [lamp] = await shop.thingsInStock(2);
    const bob = shop.shopper('Bob');
    await bob.puts(lamp!.variantId);
    const order = await bob.checksOut();
    await bob.paysOnPage(await bob.startsPayment(order, 'checkout_session'));
    await bob.seesOrder(order.id, 'paid');
    expect((await bob.receives(/order/i)).text).toContain(order.number);
  });

  it('leaves the order payable after a declined card, and takes another one', async () => {
    const [lamp] = await shop.thingsInStock(2);
    const eve = shop.shopper('Eve');
    await eve.puts(lamp!.variantId);
    const order = await eve.checksOut();
    const payment = await eve.startsPayment(order);
    await expect(eve.paysBy(payment, 'pm_card_visa_chargeDeclined')).rejects.toThrow(/declined/i);
    await shop.stripe.control.webhooksDelivered();
    expect((await eve.order(order.id)).status).toBe('pending');
    await eve.paysBy(await eve.startsPayment(order));
    await eve.seesOrder(order.id, 'paid');
    await eve.receives(/order/i);
    expect(await eve.mails(/order/i)).toHaveLength(1);
  });
});
