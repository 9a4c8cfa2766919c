import { describe, expect, it } from '@jest/globals';
import { isId, newId, parseId, type Id } from './id.js';

describe('ids', () => {
  it('are UUIDs of version 7 that begin with their time', () => {
    const now = Date.now() + 60_000;
    const id = newId<Id<'Thing'>>(now);
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toBe(now);
  });

  it('sort in the order in which they were made, even within a millisecond and when the clock goes back', () => {
    const now = Date.now() + 120_000;
    const ids = Array.from({ length: 10_000 }, (_, n) => newId(now - (n % 7)));
    expect([...ids].sort()).toEqual(ids);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('are read from text, and nothing else is', () => {
    const id = newId();
    expect(parseId(id.toUpperCase())).toBe(id);
    for (const wrong of ['', 'x', `${id}0`, id.replaceAll('-', '')]) {
      expect(parseId(wrong)).toBeUndefined();
      expect(isId(wrong)).toBe(false);
    }
  });
});
