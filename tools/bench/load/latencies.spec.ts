import { describe, expect, it } from '@jest/globals';
import { Latencies } from './latencies.js';

describe('latencies', () => {
  it('tells percentiles by nearest rank, whatever the order of arrival', () => {
    const latencies = new Latencies();
    for (let value = 100; value >= 1; value -= 1) latencies.add(value);
    expect(latencies.summary()).toEqual({ p50: 50, p95: 95, p99: 99, max: 100 });
  });

  it('keeps more values than it had room for at first', () => {
    const latencies = new Latencies();
    for (let value = 1; value <= 200_000; value += 1) latencies.add(value);
    expect(latencies.summary()).toEqual({ p50: 100_000, p95: 190_000, p99: 198_000, max: 200_000 });
  });

  it('is all zero without any', () => {
    expect(new Latencies().summary()).toEqual({ p50: 0, p95: 0, p99: 0, max: 0 });
  });
});
