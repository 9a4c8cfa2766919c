import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Counter, Gauge } from 'prom-client';
import { ChangeFollower } from '../changes/change-follower.js';
import { Metrics } from '../observability/metrics.js';
import { ReadCache } from './read-cache.js';

/** What operators see of the cache. Counted as plain numbers, and put in order when somebody looks: a hit is too short for more. */
@Injectable()
export class CacheMetrics implements OnModuleInit {
  constructor(
    private readonly metrics: Metrics,
    private readonly cache: ReadCache,
    private readonly follower: ChangeFollower,
  ) {}

  onModuleInit(): void {
    const { cache, follower } = this;
    const registers = [this.metrics.registry];
    new Counter({
      ...{ name: 'tradepost_read_cache_total', help: 'Public reads, by how they were answered.' },
      ...{ labelNames: ['outcome'], registers },
      collect() {
        this.reset();
        for (const [outcome, count] of Object.entries(cache.counts)) this.inc({ outcome }, count);
      },
    });
    new Gauge({
      ...{ name: 'tradepost_read_cache_bytes', help: 'Memory of the answers that are kept.', registers },
      collect() {
        this.set(cache.bytes);
      },
    });
    new Gauge({
      ...{
        name: 'tradepost_change_feed_age_seconds',
        help: 'Since the feed was read to its end.',
        registers,
      },
      collect() {
        this.set(follower.ageSeconds);
      },
    });
  }
}
