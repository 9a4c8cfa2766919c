import { describe, expect, it } from '@jest/globals';
import { judgeRefresh } from './refresh.js';

const token = { sessionHasEnded: false, usedSecondsAgo: undefined, successorIsUsed: undefined };

describe('a refresh token', () => {
  it('is exchanged at its first use', () => {
    expect(judgeRefresh(token)).toBe('rotate');
  });

  it('brings the same successor again for ten seconds', () => {
    for (const usedSecondsAgo of [-0.2, 0, 10])
      expect(judgeRefresh({ ...token, usedSecondsAgo, successorIsUsed: false })).toBe('repeat');
  });

  it('gives a theft away when it comes later', () => {
    expect(judgeRefresh({ ...token, usedSecondsAgo: 10.001, successorIsUsed: false })).toBe('reuse');
  });

  it('gives a theft away when its successor is in use already', () => {
    expect(judgeRefresh({ ...token, usedSecondsAgo: 1, successorIsUsed: true })).toBe('reuse');
  });

  it('gives a theft away when its successor is unknown', () => {
    expect(judgeRefresh({ ...token, usedSecondsAgo: 1 })).toBe('reuse');
  });

  it('is worth nothing once the session has ended', () => {
    expect(judgeRefresh({ ...token, sessionHasEnded: true })).toBe('refuse');
    expect(judgeRefresh({ sessionHasEnded: true, usedSecondsAgo: 60, successorIsUsed: true })).toBe('refuse');
  });
});
