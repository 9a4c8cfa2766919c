import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { codesBeforeWait, waitAfter } from './guessed-codes.js';

const hour = 3_600;
const day = 24 * hour;

describe('wrong codes in a row', () => {
  it('are free up to nine, and cost more each ten', () => {
    expect([0, 1, 9, 11, 25].map(waitAfter)).toEqual([0, 0, 0, 0, 0]);
    expect([10, 20, 30, 40].map(waitAfter)).toEqual([900, 1_800, hour, 2 * hour]);
  });

  it('never make anybody wait for more than a day, nor for less than before', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), (round) => {
        const wait = waitAfter(round * codesBeforeWait);
        expect(wait).toBeLessThanOrEqual(day);
        expect(wait).toBeGreaterThanOrEqual(waitAfter(Math.max(1, round - 1) * codesBeforeWait));
      }),
    );
  });

  it('leave somebody who knows the password at most 140 guesses in a week', () => {
    let guesses = 0;
    for (let now = 0; now < 7 * day; now += waitAfter(guesses)) guesses += codesBeforeWait;
    expect(guesses).toBeLessThanOrEqual(140);
    // Three of a million codes are right at a time.
    expect((guesses * 3) / 1_000_000).toBeLessThan(0.0005);
  });
});
