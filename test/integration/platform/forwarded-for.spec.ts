import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Doors, newAddress, type Reply } from '../customers/guessing-support.js';

// Sixty a minute on each route, three on the sign-in's.
const limits = { RATE_LIMIT_PER_MINUTE: '60' };
const reads = 60;
const signIns = 3;

interface Way {
  name: string;
  allowed: number;
  ask: (doors: Doors, forwarded: string) => Promise<Reply>;
}

const ways: Way[] = [
  {
    name: 'a public read',
    allowed: reads,
    ask: (doors, forwarded) => doors.send('GET', '/v1/departments', { address: forwarded }),
  },
  {
    name: 'a read that goes the long way',
    allowed: reads,
    ask: (doors, forwarded) => doors.send('GET', '/v1/cart', { address: forwarded }),
  },
  {
    name: 'a sign-in',
    allowed: signIns,
    ask: (doors, forwarded) => doors.signIn('nobody@example.test', 'a guess', { address: forwarded }),
  },
];

/** Of one more request than is allowed. */
async function exhaust(
  doors: Doors,
  { allowed, ask }: Way,
  forwarded: (n: number) => string,
): Promise<Reply[]> {
  const replies: Reply[] = [];
  for (let n = 0; n < allowed; n += 1) replies.push(await ask(doors, forwarded(n)));
  expect(replies.map(({ status }) => status)).not.toContain(429);
  return [...replies, await ask(doors, forwarded(allowed))];
}

function expectRefused(reply: Reply | undefined): void {
  expect(reply?.status).toBe(429);
  expect(reply?.body['code']).toBe('http.too-many-requests');
  const seconds = Number(reply?.headers['retry-after']);
  expect(seconds).toBeGreaterThan(0);
  expect(seconds).toBeLessThanOrEqual(60);
}

describe.each(ways)('the limit of $name', (way) => {
  describe('without a proxy', () => {
    let doors: Doors;
    beforeAll(async () => {
      doors = await Doors.open({ ...limits, TRUSTED_PROXIES: '0' });
    });
    afterAll(() => doors.close());

    it('believes no X-Forwarded-For', async () => {
      const replies = await exhaust(doors, way, () => newAddress());
      expectRefused(replies.at(-1));
      expectRefused(await way.ask(doors, '::1, 10.0.0.1, unknown'));
    });
  });

  describe('behind one proxy', () => {
    let doors: Doors;
    beforeAll(async () => {
      doors = await Doors.open({ ...limits, TRUSTED_PROXIES: '1' });
    });
    afterAll(() => doors.close());

    it('believes what the proxy has added, and nothing that the client has put before it', async () => {
      const client = newAddress();
      const replies = await exhaust(doors, way, (n) =>
        n % 2 === 0 ? `${newAddress()}, ${client}` : `127.0.0.1, ${newAddress()},${newAddress()} , ${client}`,
      );
      expectRefused(replies.at(-1));
      expect((await way.ask(doors, newAddress())).status).not.toBe(429);
      // Somebody else is not kept out by who writes their address in front.
      const victim = newAddress();
      await Promise.all(Array.from({ length: way.allowed }, () => way.ask(doors, `${victim}, ${client}`)));
      expect((await way.ask(doors, victim)).status).not.toBe(429);
    });

    it('takes a network of IPv6 for one client', async () => {
      const replies = await exhaust(doors, way, (n) => `2001:db8:7:${way.allowed}::${n.toString(16)}`);
      expectRefused(replies.at(-1));
      expect((await way.ask(doors, `2001:db8:8:${way.allowed}::1`)).status).not.toBe(429);
    });
  });
});
