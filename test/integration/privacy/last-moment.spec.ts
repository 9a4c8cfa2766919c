import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import mysql from 'mysql2/promise';
import { idToBytes } from '#platform/database/id-column.js';
import { eventually } from '../../support/eventually.js';
import { HttpClient } from '../../support/http.js';
import { Shop } from '../../support/shop.js';
import { tracesOf } from '../../support/traces.js';
import type { Shopper } from '../../support/shopper.js';
import { everythingHeard } from './residents.js';

const password = 'a long enough passphrase';
const aMoment = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

let shop: Shop;

beforeAll(async () => {
  shop = await Shop.open();
});
afterAll(() => shop.close());

async function member(name: string): Promise<{ shopper: Shopper; id: string }> {
  const shopper = shop.shopper(name);
  await shopper.joins();
  return { shopper, id: (await shopper.client.get<{ id: string }>('/v1/me')).id };
}

/** Holds the account's row, so that requests queue up behind it in the order in which they come. */
async function whileLocked(id: string, work: () => Promise<void>): Promise<void> {
  const connection = await mysql.createConnection(shop.database.url);
  await connection.beginTransaction();
  await connection.query('SELECT id FROM customers WHERE id = ? FOR UPDATE', [idToBytes(id)]);
  await work();
  await connection.rollback();
  await connection.end();
}

describe('what is written at the moment of an erasure', () => {
  it('is forgotten as well', async () => {
    const { shopper, id } = await member('Adalbertine');
    const { client } = shopper;
    const late: Promise<{ status: number }>[] = [];
    let erased: Promise<{ status: number }> | undefined;
    await whileLocked(id, async () => {
      erased = client.send('DELETE', '/v1/me', { currentPassword: password });
      await aMoment(700);
      late.push(
        client.send('PATCH', '/v1/me', { name: 'Quastenberg' }),
        client.send('POST', '/v1/me/addresses', {
          name: 'Quastenberg',
          line1: 'Troddelgasse 1',
          city: 'Springfield',
          region: 'CA',
          postalCode: '90210',
          country: 'US',
        }),
        client.send('POST', '/v1/me/phone-numbers', { number: '+14155550123', label: 'Quastenberg' }),
        client.send('PUT', '/v1/me/consents/marketing-email', { given: true, wording: 'Quastenberg' }),
        client.send('POST', '/v1/me/email-changes', {
          newEmail: 'quastenberg@example.test',
          currentPassword: password,
        }),
      );
      await aMoment(700);
    });
    expect((await erased)?.status).toBe(204);
    // Whoever waits for the row finds nobody; whoever comes a little later is not let in any more.
    for (const { status } of await Promise.all(late)) expect([401, 404]).toContain(status);
    await everythingHeard(shop);
    expect(await tracesOf(shop.database, ['Quastenberg', 'quastenberg', 'Troddelgasse'])).toEqual([]);
  });

  it('makes nobody half of whoever registers with the address', async () => {
    const { shopper, id } = await member('Bobolino');
    const { client, email } = shopper;
    const late: Promise<{ status: number }>[] = [];
    let erased: Promise<{ status: number }> | undefined;
    let signIn: Promise<{ status: number; body: { accessToken: string } }> | undefined;
    await whileLocked(id, async () => {
      erased = client.send('DELETE', '/v1/me', { currentPassword: password });
      await aMoment(700);
      const stranger = shop.shopper('Bobolino').client;
      const registration = { name: 'Somebody new', email, password: `${password} again` };
      late.push(
        stranger.send('POST', '/v1/auth/registrations', registration),
        stranger.send('POST', '/v1/auth/password-resets', { email }),
      );
      signIn = stranger.send('POST', '/v1/auth/sessions', { email, password });
      await aMoment(700);
    });
    expect((await erased)?.status).toBe(204);
    expect((await Promise.all(late)).map(({ status }) => status)).toEqual([202, 202]);
    // Who was faster is the servers' business: a sign-in before the erasure has ended with it.
    const { status, body } = await signIn!;
    expect([201, 401]).toContain(status);
    const signedIn = new HttpClient(shop.url);
    signedIn.headers['authorization'] = `Bearer ${body.accessToken}`;
    await eventually(async () => {
      expect((await signedIn.send('GET', '/v1/me')).status).toBe(401);
    }, 1_000);
    await everythingHeard(shop);
    // The registration was faster, and told the owner of then; or it was not, and made somebody new, who gets a link.
    const rows = await shop.database.query<{ id: Buffer }>('SELECT id FROM customers WHERE email_key = ?', [
      email,
    ]);
    expect(rows.some((row) => row.id.equals(idToBytes(id)))).toBe(false);
    const mails = await shop.database.query<{ kind: string }>('SELECT kind FROM mails WHERE recipient = ?', [
      email,
    ]);
    expect(mails.some(({ kind }) => kind === 'email-verification')).toBe(rows.length === 1);
  });
});
