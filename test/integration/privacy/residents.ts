import { expect } from '@jest/globals';
import { eventually } from '../../support/eventually.js';
import type { Shop } from '../../support/shop.js';
import type { OrderView, Shopper } from '../../support/shopper.js';

/** Words that stand nowhere but in what is stored about one person. */
export interface Person {
  shopper: Shopper;
  id: string;
  marks: readonly string[];
  paid: OrderView;
}

/** Leaves something of everything that the shop can store about a person. */
export async function livesHere(shop: Shop, name: string, street: string): Promise<Person> {
  const shopper = shop.shopper(name);
  const { client } = shopper;
  const browser = `${name}Browser/1.0`;
  client.headers['user-agent'] = browser;
  const phone = name.startsWith('A') ? '+14155550123' : '+14155550124';
  const note = `${name} rings twice`;
  await shopper.joins();
  const { id } = await client.get<{ id: string }>('/v1/me');
  await shopper.registers(); // somebody tries again: the owner is told
  await client.send('POST', '/v1/auth/sessions', { email: shopper.email, password: 'not the passphrase' });
  const home = {
    name,
    line1: street,
    city: 'Springfield',
    region: 'CA',
    postalCode: '90210',
    country: 'US',
    phone,
  };
  await client.post('/v1/me/addresses', home, { 'idempotency-key': `address-of-${name}` });
  await client.post('/v1/me/phone-numbers', { number: phone, label: `${name} at work` });
  await client.ask('PUT', '/v1/me/consents/marketing-email', { given: true, wording: `News for ${name}` });
  const paid = await orders(shop, shopper, { ...home }, note);
  await shopper.paysBy(await shopper.startsPayment(paid));
  await shopper.seesOrder(paid.id, 'paid');
  await shopper.receives(/order/i);
  await writesReviews(shop, shopper, name);
  const [thing] = await shop.thingsInStock(1);
  await shopper.puts(thing!.variantId);
  return { shopper, id, paid, marks: [shopper.email, name, street, phone.slice(1), note] };
}

export async function orders(
  shop: Shop,
  shopper: Shopper,
  address: object,
  note: string,
): Promise<OrderView> {
  const [thing] = await shop.thingsInStock(1);
  await shopper.puts(thing!.variantId);
  const request = { ...(await shopper.orderRequest()), shippingAddress: address, note };
  const order = await shopper.client.post<OrderView>('/v1/orders', request);
  if (order.orderToken !== undefined) shopper.client.headers['order-token'] = order.orderToken;
  return order;
}

async function writesReviews(shop: Shop, shopper: Shopper, name: string): Promise<void> {
  const { items } = await shopper.client.get<{ items: { slug: string }[] }>('/v1/products?limit=3');
  const texts = ['Warm and bright.', `Signed: ${name}`, 'Waits for staff.'];
  for (const [at, { slug }] of items.entries())
    await shopper.client.post(`/v1/products/${slug}/reviews`, {
      rating: 5,
      body: texts[at],
      authorName: name,
    });
  await shop.database.query(
    "UPDATE reviews SET status = 'published' WHERE author_name = ? AND body <> 'Waits for staff.'",
    [name],
  );
}

/** No event is on its way any more, and no mail. */
export async function everythingHeard(shop: Shop): Promise<void> {
  await eventually(async () => {
    const open = await shop.database.query<{ type: string }>(
      'SELECT type FROM outbox WHERE next_attempt_at IS NOT NULL',
    );
    expect(open.map(({ type }) => type)).toEqual([]);
  });
  await eventually(async () => {
    expect(await shop.database.query("SELECT id FROM mails WHERE status = 'queued'")).toEqual([]);
  });
}
