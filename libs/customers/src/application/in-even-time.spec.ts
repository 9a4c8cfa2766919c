import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { takes, timeOf } from '../testing/on-fake-time.js';
import { inEvenTime } from './in-even-time.js';

const fails = async (ms: number): Promise<never> => {
  await takes(ms);
  throw new TypeError('no');
};

beforeAll(() => {
  jest.useFakeTimers();
});
afterAll(() => {
  jest.useRealTimers();
});

describe('work in even time', () => {
  it.each([
    ['little', () => inEvenTime(() => takes(1))],
    ['more', () => inEvenTime(() => takes(99))],
    ['a failure', () => inEvenTime(() => fails(40))],
  ])('takes one step for %s', async (_, work) => {
    expect(await timeOf(work)).toBe(100);
  });

  it('takes the next step when the first is not enough', async () => {
    expect(await timeOf(() => inEvenTime(() => takes(101)))).toBe(200);
    expect(await timeOf(() => inEvenTime(() => fails(120)))).toBe(200);
  });

  it('gives back what the work gave, or its error', async () => {
    const [gift, error] = [inEvenTime(() => Promise.resolve(5)), inEvenTime(() => fails(1))];
    const refused = expect(error).rejects.toThrow('no');
    await jest.runAllTimersAsync();
    expect(await gift).toBe(5);
    await refused;
  });
});
