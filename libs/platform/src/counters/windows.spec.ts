import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Windows } from './windows.js';

beforeEach(() => {
  jest.useFakeTimers({ now: 1_000_000 });
});
afterEach(() => {
  jest.useRealTimers();
});

describe('windows in the memory of a process', () => {
  it('count until they end', () => {
    const windows = new Windows(10);
    expect([windows.hit('a', 5_000), windows.hit('a', 5_000)]).toEqual([
      { hits: 1, left: 5_000 },
      { hits: 2, left: 5_000 },
    ]);
    jest.setSystemTime(1_004_999);
    expect(windows.look('a')).toEqual({ hits: 2, left: 1 });
    jest.setSystemTime(1_005_000);
    expect(windows.look('a')).toEqual({ hits: 0, left: 0 });
    expect(windows.hit('a', 5_000)).toEqual({ hits: 1, left: 5_000 });
  });

  it('never are more than there is room for, whoever makes up keys; the oldest goes first', () => {
    const windows = new Windows(100);
    windows.hit('first', 60_000);
    for (let n = 0; n < 99; n += 1) windows.hit(`other-${String(n)}`, 60_000);
    expect(windows.look('first').hits).toBe(1);
    for (let n = 0; n < 10_000; n += 1) windows.hit(`made-up-${String(n)}`, 60_000);
    expect(windows.size).toBe(100);
    expect(windows.look('first').hits).toBe(0);
    expect(windows.look('made-up-9999').hits).toBe(1);
  });

  it('go when they have ended, so that nothing is forgotten early in their stead', () => {
    const windows = new Windows(3);
    windows.hit('long', 600_000);
    windows.hit('short', 1_000);
    windows.hit('short too', 1_000);
    jest.setSystemTime(1_002_000);
    windows.hit('new', 1_000);
    expect(windows.size).toBe(2);
    expect(windows.look('long').hits).toBe(1);
  });
});
