import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import mysql from 'mysql2/promise';
import { idToBytes } from '#platform/database/id-column.js';
import type { Problem } from '../../support/http.js';
import { Accounts, passphrase } from './accounts.js';
import { buyer, colleague, type Colleague } from './office.js';

const aMoment = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

let accounts: Accounts;
let grace: Colleague;
let eve: Colleague;
let linus: Colleague;

beforeAll(async () => {
  accounts = await Accounts.open();
  grace = await colleague(accounts);
  eve = await colleague(accounts, 'owner', 'Eve');
  linus = await colleague(accounts, 'owner', 'Linus');
});
afterAll(() => accounts.close());

/** Holds the rows of the owners, so that requests queue up behind them in the order in which they come. */
async function whileLocked(work: () => Promise<void>): Promise<void> {
  const connection = await mysql.createConnection(accounts.database.url);
  await connection.beginTransaction();
  await connection.query("SELECT id FROM customers WHERE role = 'owner' ORDER BY created_at, id FOR UPDATE");
  await work();
  await connection.rollback();
  await connection.end();
}

describe('an owner who is just losing the role', () => {
  it('shuts nobody of the staff out any more, nor lets anybody in again', async () => {
    const former = await colleague(accounts, 'support', 'Former');
    const disable = (who: Colleague, whom: Colleague): ReturnType<typeof who.client.send<Problem>> =>
      who.client.send<Problem>('POST', `/v1/admin/customers/${whom.id}/disabling`, { reason: 'a quarrel' });
    await disable(grace, former);
    let demoted: Promise<{ status: number }> | undefined;
    const late: Promise<{ status: number; body: Problem }>[] = [];
    await whileLocked(async () => {
      demoted = grace.client.send('PATCH', `/v1/admin/staff/${eve.id}`, {
        role: 'support',
        currentPassword: passphrase,
      });
      await aMoment(700);
      late.push(disable(eve, linus), eve.client.send('DELETE', `/v1/admin/customers/${former.id}/disabling`));
      await aMoment(300);
    });
    expect((await demoted)?.status).toBe(200);
    for (const { status } of await Promise.all(late)) expect([401, 403]).toContain(status);
    const shut = 'SELECT id FROM customers WHERE disabled_at IS NOT NULL';
    expect(await accounts.database.query(shut)).toEqual([{ id: idToBytes(former.id) }]);
  });

  it('can go on helping customers as long as support can', async () => {
    const ada = await buyer(accounts, 'ada@example.test');
    const support = await colleague(accounts, 'support');
    const path = `/v1/admin/customers/${ada.id}/disabling`;
    expect((await support.client.send('POST', path, { reason: 'asked for it' })).status).toBe(200);
    expect((await support.client.send('DELETE', path)).status).toBe(200);
  });
});
