import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Schedules } from '../../../apps/worker/src/schedules.js';
import { CreateStaff } from '#customers';
import { idToBytes } from '#platform/database/id-column.js';
import { eventually } from '../../support/eventually.js';
import { Shop } from '../../support/shop.js';
import type { OrderView } from '../../support/shopper.js';
import { everythingHeard, livesHere, orders, type Person } from './residents.js';
import { tablesOfCustomer, tracesOf } from '../../support/traces.js';

const password = 'a long enough passphrase';

let shop: Shop;
let ada: Person;
let bob: Person;

beforeAll(async () => {
  shop = await Shop.open({ variables: { ORDER_ADDRESS_DAYS: '90' } });
  ada = await livesHere(shop, 'Adalbertine', 'Zwirnsteig 11');
  bob = await livesHere(shop, 'Bobolino', 'Quastenweg 12');
});

afterAll(() => shop.close());

const runs = (schedule: string): Promise<boolean> =>
  shop.workers[0]!.get(Schedules, { strict: false }).runNow(schedule);

/** What may still name an erased person, and why. docs/accounts.md tells how long. */
const kept = [
  'audit_log.user_agent', // the security trail: which device did it, with an id instead of a name
  'idempotency_keys.response_body', // for a day: a repeated request is given the same answer
];

/** Until the orders are old enough: parcels are lost and come back. */
const keptWithOrders = ['orders.email', 'orders.note', 'orders.shipping_address', 'payments.email'];

describe('what is stored about a person', () => {
  let document: Record<string, unknown[]> & { profile: { email: string } };

  it('is handed over as one file', async () => {
    await everythingHeard(shop);
    const answer = await ada.shopper.client.send<typeof document>('GET', '/v1/me/export');
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="my-data.json"');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    document = answer.body;
    expect(Object.keys(document)).toEqual([
      'exportedAt',
      'profile',
      'addresses',
      'phoneNumbers',
      'consents',
      'signInProviders',
      'secondFactor',
      'devices',
      'staffInvitations',
      'sessions',
      'orders',
      'payments',
      'refunds',
      'cartItems',
      'reviews',
      'boughtProducts',
      'mails',
      'actions',
      'actionsAboutYou',
    ]);
    expect(document.profile.email).toBe(ada.shopper.email);
    for (const part of [
      'addresses',
      'phoneNumbers',
      'consents',
      'sessions',
      'orders',
      'payments',
      'cartItems',
    ])
      expect([part, document[part]!.length > 0]).toEqual([part, true]);
    expect(document['orders']).toMatchObject([{ number: ada.paid.number, note: ada.marks[4] }]);
    expect(document['payments']).toMatchObject([{ orderNumber: ada.paid.number, email: ada.shopper.email }]);
    expect(document['reviews']).toHaveLength(3);
    expect(document['boughtProducts']).toHaveLength(1);
  });

  it('holds all that stands in the database, and nothing of anybody else', () => {
    const text = JSON.stringify(document);
    for (const mark of ada.marks) expect(text).toContain(mark);
    for (const mark of [...bob.marks, bob.id]) expect(text).not.toContain(mark);
  });

  it('holds no secrets', () => {
    expect(JSON.stringify(document)).not.toMatch(/argon2|hash|secret|token/i);
  });

  it('is seen in the places that are told of below', async () => {
    const places = await tracesOf(shop.database, ada.marks);
    expect(places).toEqual(
      expect.arrayContaining([...kept, ...keptWithOrders, 'customers.email', 'mails.recipient']),
    );
  });
});

describe('forgetting a person', () => {
  it('wants the password', async () => {
    const { client } = ada.shopper;
    expect((await client.send('DELETE', '/v1/me')).status).toBe(403);
    expect((await client.send('DELETE', '/v1/me', {})).body).toMatchObject({ code: 'auth.password-needed' });
    const wrong = await client.send('DELETE', '/v1/me', { currentPassword: 'a guess' });
    expect(wrong.body).toMatchObject({ code: 'auth.wrong-password' });
    expect((await client.send('GET', '/v1/me')).status).toBe(200);
  });

  it('waits for orders that wait for their payment, and names them', async () => {
    const { client } = ada.shopper;
    const open = await ada.shopper.checksOut();
    const refused = await client.send('DELETE', '/v1/me', { currentPassword: password });
    expect(refused.status).toBe(409);
    expect(refused.body).toMatchObject({ code: 'privacy.open-orders', errors: [{ message: open.number }] });
    await client.post(`/v1/orders/${open.id}/cancellation`);
    await ada.shopper.seesOrder(open.id, 'cancelled');
  });

  it('ends the account at once, and tells the person', async () => {
    const { client } = ada.shopper;
    const erased = await client.send('DELETE', '/v1/me', { currentPassword: password });
    expect([erased.status, erased.headers.get('clear-site-data')]).toEqual([204, '"cookies"']);
    await eventually(async () => {
      expect((await client.send('GET', '/v1/me')).status).toBe(401);
    }, 1_000);
    const again = await client.send('POST', '/v1/auth/sessions', { email: ada.shopper.email, password });
    expect(again.status).toBe(401);
    await ada.shopper.receives(/erased|deleted|good-?bye/i);
  });

  it('leaves nothing but what is said to be kept', async () => {
    await everythingHeard(shop);
    expect(await tracesOf(shop.database, ada.marks)).toEqual([...kept, ...keptWithOrders].sort());
  });

  it('leaves the id of an account that names nobody', async () => {
    expect(await tablesOfCustomer(shop.database, idToBytes(ada.id))).toEqual([
      'erased_buyers',
      'orders',
      'reviews',
      'sessions',
    ]);
  });

  it('leaves published reviews without a name, and none that names their author', async () => {
    const reviews = await shop.database.query('SELECT body, author_name FROM reviews WHERE customer_id = ?', [
      idToBytes(ada.id),
    ]);
    expect(reviews).toEqual([{ body: 'Warm and bright.', author_name: 'Customer' }]);
  });

  it('takes the person out of orders as soon as they are old enough, and leaves the books', async () => {
    await runs('pseudonymise-orders');
    expect(await tracesOf(shop.database, ada.marks)).toEqual([...kept, ...keptWithOrders].sort());
    const [before] = await booksOf(ada.paid);
    await shop.database.query('UPDATE orders SET placed_at = placed_at - INTERVAL 91 DAY');
    await runs('pseudonymise-orders');
    await everythingHeard(shop);
    expect(await tracesOf(shop.database, ada.marks)).toEqual(kept);
    expect(await booksOf(ada.paid)).toEqual([before]);
    const [order] = await shop.database.query<{ shipping_address: string }>(
      'SELECT shipping_address FROM orders WHERE id = ?',
      [idToBytes(ada.paid.id)],
    );
    expect(JSON.parse(order!.shipping_address)).toMatchObject({
      country: 'US',
      region: 'CA',
      postalCode: '90',
    });
    const [buyer] = await shop.database.query('SELECT done_at FROM erased_buyers');
    expect(buyer).toMatchObject({ done_at: expect.any(Date) });
  });

  it('leaves everybody else as they were', async () => {
    const { client } = bob.shopper;
    const document = JSON.stringify((await client.send('GET', '/v1/me/export')).body);
    for (const mark of bob.marks) expect(document).toContain(mark);
    expect((await client.get<{ lines: unknown[] }>('/v1/cart')).lines).toHaveLength(1);
  });

  it('makes somebody new of whoever registers again with the address', async () => {
    const { client, email } = ada.shopper;
    delete client.headers['authorization'];
    await client.post('/v1/auth/registrations', {
      name: 'Somebody new',
      email,
      password: `${password} again`,
    });
    const rows = await shop.database.query<{ id: Buffer }>('SELECT id FROM customers WHERE email = ?', [
      email,
    ]);
    expect(rows).toHaveLength(1);
    expect(rows[0]!.id.equals(idToBytes(ada.id))).toBe(false);
  });
});

describe('whoever runs the shop', () => {
  it('stays, as long as there is nobody else', async () => {
    const owner = { email: 'owner@example.test', name: 'Ottilie', password, actor: 'test' };
    await shop.apis[0]!.get(CreateStaff, { strict: false }).execute(owner);
    const { client } = shop.shopper('Ottilie');
    const session = { email: owner.email, password };
    const { accessToken } = await client.post<{ accessToken: string }>('/v1/auth/sessions', session);
    client.headers['authorization'] = `Bearer ${accessToken}`;
    const refused = await client.send('DELETE', '/v1/me', { currentPassword: password });
    expect([refused.status, refused.body]).toEqual([
      409,
      expect.objectContaining({ code: 'customers.last-owner' }),
    ]);
    await shop.apis[0]!.get(CreateStaff, { strict: false }).execute({
      ...owner,
      email: 'second@example.test',
    });
    expect((await client.send('DELETE', '/v1/me', { currentPassword: password })).status).toBe(204);
  });
});

describe('guests', () => {
  it('are taken out of their orders when these are old enough', async () => {
    const guest = shop.shopper('Gwendolinde');
    const address = { name: 'Gwendolinde', line1: 'Troddelgasse 13', city: 'Springfield', region: 'CA' };
    const order = await orders(
      shop,
      guest,
      { ...address, postalCode: '90210', country: 'US' },
      'For Gwendolinde',
    );
    await guest.paysBy(await guest.startsPayment(order));
    await eventually(async () => {
      const [row] = await shop.database.query('SELECT status FROM orders WHERE id = ?', [
        idToBytes(order.id),
      ]);
      expect(row).toEqual({ status: 'paid' });
    });
    await guest.receives(/order/i);
    await shop.database.query(
      'UPDATE orders SET placed_at = placed_at - INTERVAL 91 DAY WHERE customer_id IS NULL',
    );
    await shop.database.query(
      'UPDATE mails SET queued_at = queued_at - INTERVAL 91 DAY WHERE recipient = ?',
      [guest.email],
    );
    await everythingHeard(shop);
    await runs('pseudonymise-orders');
    await runs('delete-old-mails');
    await everythingHeard(shop);
    expect(await tracesOf(shop.database, [guest.email, 'Gwendolinde', 'Troddelgasse'])).toEqual([]);
  });
});

function booksOf({ id }: OrderView): Promise<object[]> {
  return shop.database.query(
    `SELECT o.number, o.currency, o.subtotal_amount, o.shipping_amount, o.tax_amount, o.total_amount, o.status, o.paid_at, o.customer_id,
            l.sku, l.name, l.quantity, l.line_total_amount, l.tax_amount AS line_tax, l.tax_label, p.received_amount, p.stripe_intent_id
     FROM orders o
     JOIN order_line_items l ON l.order_id = o.id
     JOIN payments p ON p.order_id = o.id
     WHERE o.id = ?`,
    [idToBytes(id)],
  );
}
