import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { inEvenTime } from './in-even-time.js';

const timeOf = async (work: () => Promise<unknown>): Promise<number> => {
  const start = performance.now();
  await inEvenTime(work).catch(() => undefined);
  return performance.now() - start;
};

describe('work in even time', () => {
  it('takes as long when there is little to do as when it fails', async () => {
    const times = [
      await timeOf(() => Promise.resolve()),
      await timeOf(() => sleep(40)),
      await timeOf(() => Promise.reject(new TypeError('no'))),
    ];
    for (const time of times) expect(time).toBeGreaterThanOrEqual(99);
  });

  it('takes the next step when the first is not enough', async () => {
    expect(await timeOf(() => sleep(120))).toBeGreaterThanOrEqual(199);
  });

  it('gives back what the work gave, or its error', async () => {
    expect(await inEvenTime(() => Promise.resolve(5))).toBe(5);
    await expect(inEvenTime(() => Promise.reject(new TypeError('no')))).rejects.toThrow('no');
  });
});
