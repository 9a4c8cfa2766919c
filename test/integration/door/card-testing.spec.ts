import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { HttpClient, type Answer, type Problem } from '../../support/http.js';
import { Shop } from '../../support/shop.js';

// A tenth of what a shop has: three a minute where thirty are allowed.
const allowed = 3;
const unknownOrder = '0190f3c1-7000-7000-8000-00000000dead';
let shop: Shop;

beforeAll(async () => {
  shop = await Shop.open({
    ...{ apis: 2, workers: 0 },
    variables: { RATE_LIMIT_PER_MINUTE: '60', TRUSTED_PROXIES: '1' },
  });
}, 60_000);

afterAll(() => shop.close());

/** One after the other on both processes, from one address, each with a key of its own. */
async function tries(path: string, body: object, address: string): Promise<Answer<Problem>[]> {
  const answers: Answer<Problem>[] = [];
  for (let n = 0; n <= allowed; n += 1) {
    const client = new HttpClient(shop.urls[n % 2]!);
    const headers = { 'idempotency-key': `try-${address}-${String(n)}`, 'x-forwarded-for': address };
    answers.push(await client.send<Problem>('POST', path, body, headers));
  }
  return answers;
}

describe('a program that tries out stolen cards', () => {
  it.each([
    ['starts payments', `/v1/orders/${unknownOrder}/payments`, { method: 'payment_intent' }, '192.0.2.1'],
    ['places orders', '/v1/orders', {}, '192.0.2.2'],
  ])('is held back when it %s, on all processes together', async (_, path, body, address) => {
    const answers = await tries(path, body, address);
    expect(answers.map(({ status }) => status === 429)).toEqual([false, false, false, true]);
    const last = answers.at(-1)!;
    expect(last.body.code).toBe('http.too-many-requests');
    expect(Number(last.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it('is not helped by keys of its own making, and hinders nobody at another address', async () => {
    const answers = await tries('/v1/orders', {}, '192.0.2.3');
    expect(answers[0]!.status).not.toBe(429);
  });
});
