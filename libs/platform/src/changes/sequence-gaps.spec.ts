import { describe, expect, it } from '@jest/globals';
import { SequenceGaps } from './sequence-gaps.js';

describe('numbers of transactions that commit in another order', () => {
  it('waits for a number that is missing below others', () => {
    const gaps = new SequenceGaps(4);
    gaps.take(7, 0);
    expect([gaps.newest, gaps.missing, gaps.lowWater(0)]).toEqual([7, [5, 6], 4]);
    gaps.take(5, 100);
    expect(gaps.lowWater(100)).toBe(5);
    gaps.take(6, 200);
    expect([gaps.missing, gaps.lowWater(200)]).toEqual([[], 7]);
  });

  it('waits half a minute, and looks for it a while longer', () => {
    const gaps = new SequenceGaps(0);
    gaps.take(2, 0);
    expect([gaps.lowWater(29_999), gaps.lowWater(30_000)]).toEqual([0, 2]);
    gaps.forgetOld(599_999);
    expect(gaps.missing).toEqual([1]);
    gaps.forgetOld(600_000);
    expect(gaps.missing).toEqual([]);
  });

  it('still waits for a younger gap when an older one is given up', () => {
    const gaps = new SequenceGaps(0);
    gaps.take(2, 0);
    gaps.take(4, 20_000);
    expect(gaps.lowWater(31_000)).toBe(2);
  });

  it('knows which late number others have stopped to wait for', () => {
    const gaps = new SequenceGaps(0);
    gaps.take(2, 0);
    expect(gaps.isGivenUp(1, 29_999)).toBe(false);
    expect(gaps.isGivenUp(1, 30_000)).toBe(true);
    expect(gaps.isGivenUp(2, 30_000)).toBe(false);
  });

  it('does not take a counter that was moved for transactions under way', () => {
    const gaps = new SequenceGaps(0);
    expect(gaps.take(1_000_000, 0)).toBe(false);
    expect(gaps.anewFrom(1_000_000).newest).toBe(1_000_000);
  });

  it('knows servers that give out every third number', () => {
    const gaps = new SequenceGaps(1, 3);
    gaps.take(10, 0);
    expect(gaps.missing).toEqual([4, 7]);
  });
});
