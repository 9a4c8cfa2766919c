import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import {
  IdempotencyKeyInFlight,
  IdempotencyKeyReused,
  IdempotencyKeys,
  type Lease,
  type StoredResponse,
} from '#platform/http/idempotency-keys.js';
import { startContext, type TestContext } from '../../support/platform.js';

let context: TestContext;
let keys: IdempotencyKeys;

beforeAll(async () => {
  context = await startContext({});
  keys = context.app.get(IdempotencyKeys);
});

afterAll(() => context.close());

const hash = (text: string): Buffer => createHash('sha256').update(text).digest();
const body = hash('the body');

const take = async (key: string, request = body): Promise<Lease> => {
  const begun = await keys.begin(hash(key), request);
  if ('status' in begun) throw new Error('An answer is stored already.');
  return begun;
};

const complete = (lease: Lease, answer: StoredResponse): Promise<void> =>
  context.app.get(UnitOfWork).run(() => keys.complete(lease, answer));

const leaseRunsOut = (key: string): Promise<object[]> =>
  context.database.query(
    'UPDATE idempotency_keys SET leased_until = UTC_TIMESTAMP(3) - INTERVAL 1 SECOND WHERE id = ?',
    [hash(key)],
  );

describe('an idempotency key', () => {
  it('repeats the stored answer', async () => {
    await complete(await take('repeat'), { status: 201, body: { id: 'one' } });
    expect(await keys.begin(hash('repeat'), body)).toEqual({ status: 201, body: { id: 'one' } });
  });

  it('is refused while a request works on it, and with another body', async () => {
    await take('busy');
    await expect(keys.begin(hash('busy'), body)).rejects.toThrow(IdempotencyKeyInFlight);
    await expect(keys.begin(hash('busy'), hash('another body'))).rejects.toThrow(IdempotencyKeyReused);
  });

  it('is given to one of many that ask at once', async () => {
    const asked = await Promise.allSettled(Array.from({ length: 20 }, () => take('race')));
    expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('is free again when the request was refused', async () => {
    await keys.abandon(await take('refused'));
    await complete(await take('refused'), { status: 200, body: null });
  });

  it('is taken over after a lease that ran out; the late one can neither answer nor give it back', async () => {
    const dead = await take('taken');
    await leaseRunsOut('taken');
    const heir = await take('taken');
    await expect(complete(dead, { status: 201, body: 'late' })).rejects.toThrow(IdempotencyKeyInFlight);
    await keys.abandon(dead);
    await expect(keys.begin(hash('taken'), body)).rejects.toThrow(IdempotencyKeyInFlight);
    await complete(heir, { status: 201, body: 'in time' });
    expect(await keys.begin(hash('taken'), body)).toEqual({ status: 201, body: 'in time' });
  });

  it('keeps a completed answer, whoever gives it back', async () => {
    const lease = await take('kept');
    await complete(lease, { status: 201, body: 1 });
    await keys.abandon(lease);
    expect(await keys.begin(hash('kept'), body)).toEqual({ status: 201, body: 1 });
  });

  it('goes after a day', async () => {
    await complete(await take('old'), { status: 200, body: null });
    await context.database.query(
      'UPDATE idempotency_keys SET created_at = created_at - INTERVAL 25 HOUR WHERE id = ?',
      [hash('old')],
    );
    expect(await keys.deleteOld()).toBe(1);
    await take('old');
  });
});
