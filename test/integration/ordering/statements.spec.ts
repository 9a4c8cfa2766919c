import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { OrderingTest } from './support.js';

let shop: OrderingTest;
let statements: string[] | undefined;

type Call = (this: unknown, ...parameters: unknown[]) => unknown;

beforeAll(async () => {
  shop = await OrderingTest.start({ SCHEDULES: 'false', OUTBOX_POLL_MS: '600000' });
  const connection = await shop.unitOfWork.run(() => Promise.resolve(shop.unitOfWork.connection as object));
  for (const method of ['execute', 'query']) watch(connection, method);
}, 60_000);
afterAll(() => shop.close());

/** Notes what goes to the server, on all connections of the pool. */
function watch(connection: object, method: string): void {
  let owner = connection as Record<string, unknown>;
  while (!Object.hasOwn(owner, method)) owner = Object.getPrototypeOf(owner) as Record<string, unknown>;
  const original = owner[method] as Call;
  owner[method] = function (this: unknown, ...parameters: unknown[]): unknown {
    const [first] = parameters as [string | { sql: string }];
    statements?.push((typeof first === 'string' ? first : first.sql).trim().replaceAll(/\s+/g, ' '));
    return original.apply(this, parameters);
  };
}

/** Between requests the relay looks for events, and the pool may open a connection; commits are counted by hand. */
const isOurs = (statement: string): boolean =>
  !/^COMMIT|^SET SESSION|FROM outbox|UPDATE outbox/.test(statement);

describe('placing an order of two lines', () => {
  // With the COMMIT seven round trips; the bare transaction that the bench compares with has six.
  it('takes six trips to the database, the idempotency key included', async () => {
    await (await shop.buyer().puts(shop.article(0).id)).orders(); // shipping and tax are known from now on
    const guest = await (await shop.buyer().puts(shop.article(0).id)).puts(shop.article(1).id);
    const request = await guest.request();
    statements = [];
    await guest.client.post('/v1/orders', request, { 'idempotency-key': randomUUID() });
    const noted = statements.filter(isOurs);
    statements = undefined;
    expect(noted.map((statement) => statement.split(' ').slice(0, 5).join(' '))).toHaveLength(6);
  });
});
