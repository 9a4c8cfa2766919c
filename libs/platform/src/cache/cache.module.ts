import { Global, Module } from '@nestjs/common';
import { CacheMetrics } from './cache-metrics.js';
import { CachedReadInterceptor } from './cached-read.js';
import { ReadCache } from './read-cache.js';
import { SharedCache } from './shared-cache.js';

/** Answers of public reads; part of those processes that give them. Needs the ChangeFollowingModule. */
@Global()
@Module({
  providers: [SharedCache, ReadCache, CachedReadInterceptor, CacheMetrics],
  exports: [ReadCache, CachedReadInterceptor],
})
export class CacheModule {}
