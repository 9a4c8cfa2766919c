import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import mysql from 'mysql2/promise';
import { idToBytes } from '#platform/database/id-column.js';
import { eventually } from '../support/eventually.js';
import { Shop } from '../support/shop.js';
import type { Shopper } from '../support/shopper.js';
import { tracesOf } from '../support/traces.js';
import { startWorker } from '../support/worker-process.js';

const password = 'a long enough passphrase';
const address = {
  name: 'Adelgunde',
  line1: 'Zwirnsteig 11',
  city: 'San Francisco',
  region: 'California',
  postalCode: '94103',
  country: 'US',
  phone: '(415) 555-0123',
};

let shop: Shop;
let worker: ChildProcess;
let ada: Shopper;

beforeAll(async () => {
  shop = await Shop.open({ workers: 0 });
  worker = startWorker(shop);
  ada = await shop.shopper('Adelgunde').joins();
});

afterAll(async () => {
  await kill();
  await shop.close();
});

async function kill(): Promise<void> {
  if (worker.exitCode !== null || worker.signalCode !== null) return;
  const ended = once(worker, 'exit');
  worker.kill('SIGKILL');
  await ended;
}

interface Erasure {
  consumed: number;
  done_at: Date | null;
  payload: string;
}

async function erasure(): Promise<Erasure> {
  const [row] = await shop.database.query<Erasure>(
    "SELECT consumed, done_at, payload FROM outbox WHERE type = 'customers.customer-erased'",
  );
  if (row === undefined) throw new Error('Nobody was told of the erasure.');
  return row;
}

describe('Adelgunde', () => {
  it('tells the shop what it needs to know of her, and reads it all in one file', async () => {
    const { client } = ada;
    expect(await client.post('/v1/me/addresses', address)).toMatchObject({
      region: 'CA',
      phone: '+14155550123',
    });
    await client.post('/v1/me/phone-numbers', { number: '+1 415 555 0123', label: 'Home' });
    const wording = 'Write to me about lamps.';
    await client.ask('PUT', '/v1/me/consents/marketing-email', { given: true, wording });
    const [thing] = await shop.thingsInStock(1);
    await ada.puts(thing!.variantId);
    const file = await client.get<Record<string, unknown>>('/v1/me/export');
    expect(file).toMatchObject({
      profile: { email: ada.email },
      addresses: [{ line1: 'Zwirnsteig 11' }],
      phoneNumbers: [{ number: '+14155550123' }],
      consents: [{ purpose: 'marketing-email', given: true, wording }],
      cartItems: [{ quantity: 1 }],
    });
  });

  it('is not forgotten while an order of hers waits to be paid', async () => {
    const order = await ada.checksOut();
    const refusal = await ada.client.send('DELETE', '/v1/me', { currentPassword: password });
    expect(refusal.body).toMatchObject({ code: 'privacy.open-orders', errors: [{ message: order.number }] });
    await ada.client.post(`/v1/orders/${order.id}/cancellation`);
    expect((await ada.cart()).lines).toHaveLength(1);
  });

  it('is forgotten by everybody, even when the worker dies while it tells them', async () => {
    const { id } = await ada.client.get<{ id: string }>('/v1/me');
    const desk = await mysql.createConnection(shop.database.url);
    await desk.beginTransaction();
    // Somebody has the cart in hand: the carts can't forget her yet, all others can.
    await desk.query('SELECT id FROM carts WHERE customer_id = ? FOR UPDATE', [idToBytes(id)]);
    await ada.client.ask('DELETE', '/v1/me', { currentPassword: password });
    await eventually(async () => {
      const { consumed } = await erasure();
      expect(consumed).toBeGreaterThanOrEqual(3);
      expect(await shop.database.query("SELECT id FROM mails WHERE status = 'queued'")).toEqual([]);
    });
    await kill();
    await desk.rollback();
    await desk.end();
    expect((await erasure()).done_at).toBeNull();
    expect(
      await shop.database.query('SELECT id FROM carts WHERE customer_id = ?', [idToBytes(id)]),
    ).toHaveLength(1);

    worker = startWorker(shop);
    await eventually(async () => {
      expect((await erasure()).done_at).not.toBeNull();
    }, 30_000);
    expect((await erasure()).payload).toBe('{}');
    expect(await shop.database.query('SELECT id FROM carts WHERE customer_id = ?', [idToBytes(id)])).toEqual(
      [],
    );
  });

  it('hears of it once more, and then never again', async () => {
    await ada.receives(/erased|deleted|good-?bye/i);
    await eventually(async () => {
      // The order of before, which was cancelled: its address goes when it is old enough, and the answer to it after a day.
      expect(await tracesOf(shop.database, [ada.email, 'Zwirnsteig'])).toEqual([
        'idempotency_keys.response_body',
        'orders.email',
      ]);
    });
    expect((await ada.client.send('POST', '/v1/auth/sessions', { email: ada.email, password })).status).toBe(
      401,
    );
  });
});
