import { describe, expect, it } from '@jest/globals';
import type { KeptAnswer } from './answer.js';
import { MemoryCache } from './memory-cache.js';

function answer(bytes = 400): KeptAnswer {
  return { bytes: Buffer.alloc(bytes), etag: '"x"', tags: [], version: 1, endsAt: 0 };
}

describe('answers in memory', () => {
  it('never take more than their bytes, whatever is asked for', () => {
    const cache = new MemoryCache(100_000);
    for (let n = 0; n < 5_000; n += 1) {
      cache.set(`/products?q=${String(n)}`, answer(n % 3_000));
      if (n % 3 === 0) cache.get(`/products?q=${String(n - 30)}`);
      expect(cache.bytes).toBeLessThanOrEqual(100_000);
    }
    expect(cache.size).toBeGreaterThan(10);
  });

  it('outlive a crowd of questions that are asked once each', () => {
    const cache = new MemoryCache(100_000);
    const wanted = answer();
    cache.set('/wanted', wanted);
    cache.get('/wanted');
    for (let n = 0; n < 5_000; n += 1) cache.set(`/${String(n)}`, answer());
    expect(cache.get('/wanted')).toBe(wanted);
  });

  it('go in the order of their last use', () => {
    const cache = new MemoryCache(32_000);
    for (const key of ['/a', '/b', '/c']) cache.set(key, answer());
    for (const key of ['/a', '/b', '/c', '/a']) cache.get(key);
    for (let n = 0; n < 50; n += 1) {
      cache.set(`/${String(n)}`, answer());
      cache.get(`/${String(n)}`);
      cache.get('/a');
    }
    expect(cache.get('/a')).toBeDefined();
    expect(cache.get('/b')).toBeUndefined();
  });

  it('are replaced and deleted without a trace', () => {
    const cache = new MemoryCache(100_000);
    cache.set('/a', answer());
    const { bytes } = cache;
    cache.set('/a', answer());
    cache.get('/a');
    cache.set('/a', answer());
    expect([cache.bytes, cache.size]).toEqual([bytes, 1]);
    cache.delete('/a');
    expect([cache.bytes, cache.size]).toEqual([0, 0]);
  });

  it('do not make room for one that is too large', () => {
    const cache = new MemoryCache(100_000);
    cache.set('/a', answer());
    cache.set('/large', answer(90_000));
    expect([cache.get('/large'), cache.size]).toEqual([undefined, 1]);
  });
});
