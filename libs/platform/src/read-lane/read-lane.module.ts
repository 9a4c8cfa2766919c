import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { RateLimitStorageModule } from '../rate-limit/rate-limit.module.js';
import { ReadLane } from './read-lane.js';
import { ReadRoutes } from './read-routes.js';

/** Public reads past Fastify and Nest; part of the API. */
@Module({
  imports: [DiscoveryModule, RateLimitStorageModule],
  providers: [ReadLane, ReadRoutes],
  exports: [ReadLane],
})
export class ReadLaneModule {}
