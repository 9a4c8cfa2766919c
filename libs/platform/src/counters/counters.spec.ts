import { describe, expect, it } from '@jest/globals';
import { Counters, isClosed, type Limit, type Taken } from './counters.js';
import type { SharedCounts } from './shared-counts.js';

/** Redis is away: each process for itself. */
const away = { run: () => Promise.resolve(undefined) } as unknown as SharedCounts;
const account: Limit = { key: 'account', most: 2, seconds: 60 };
const address: Limit = { key: 'address', most: 3, seconds: 600 };

describe('counting in the process while Redis is away', () => {
  it('lets in as many as the limit says, however many come at once', async () => {
    const counters = new Counters(away);
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => counters.hit([account])));
    expect(outcomes.filter((outcome) => !isClosed(outcome))).toHaveLength(2);
    expect(outcomes.at(-1)).toEqual({ limit: account, seconds: 60 });
  });

  it('takes a place in all windows or in none, and tells which one opens last', async () => {
    const counters = new Counters(away);
    await counters.hit([account, address]);
    await counters.hit([account, address]);
    expect(await counters.hit([account, address])).toEqual({ limit: account, seconds: 60 });
    // The refused one was not counted against the address.
    expect(isClosed(await counters.hit([address]))).toBe(false);
    expect(await counters.look([account, address])).toEqual({ limit: address, seconds: 600 });
  });

  it('gives a place back', async () => {
    const counters = new Counters(away);
    const taken = (await counters.hit([{ ...account, most: 1 }])) as Taken;
    expect(await counters.look([{ ...account, most: 1 }])).toBeDefined();
    await taken.giveBack();
    expect(await counters.look([{ ...account, most: 1 }])).toBeUndefined();
  });

  it('forgets what it is told to forget', async () => {
    const counters = new Counters(away);
    await counters.hit([account]);
    await counters.hit([account]);
    await counters.clear(['account']);
    expect(isClosed(await counters.hit([account]))).toBe(false);
  });
});
