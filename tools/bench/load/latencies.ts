import type { Latency } from './protocol.js';

/** Times in milliseconds, kept whole: percentiles of buckets would hide what is looked for. */
export class Latencies {
  private values = new Float64Array(65_536);
  private count = 0;

  add(milliseconds: number): void {
    if (this.count === this.values.length) this.grow();
    this.values[this.count++] = milliseconds;
  }

  summary(): Latency {
    const sorted = this.values.slice(0, this.count).sort();
    return { p50: at(sorted, 0.5), p95: at(sorted, 0.95), p99: at(sorted, 0.99), max: sorted.at(-1) ?? 0 };
  }

  private grow(): void {
    const larger = new Float64Array(this.values.length * 2);
    larger.set(this.values);
    this.values = larger;
  }
}

/** Nearest rank. */
export function at(sorted: ArrayLike<number>, share: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
}
