import { Module } from '@nestjs/common';
import { Counters } from './counters.js';
import { SharedCounts } from './shared-counts.js';

/** What use cases limit with, and what the limits of requests count with. */
@Module({ providers: [SharedCounts, Counters], exports: [SharedCounts, Counters] })
export class CountersModule {}
