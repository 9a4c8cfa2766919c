import { Global, Module } from '@nestjs/common';
import { ChangeFeed } from './change-feed.js';
import { ChangeFeedHousekeeping } from './change-feed-housekeeping.js';
import { ChangeFollower } from './change-follower.js';

/** Telling what has changed; part of every process. */
@Global()
@Module({
  providers: [ChangeFeed, ChangeFeedHousekeeping],
  exports: [ChangeFeed, ChangeFeedHousekeeping],
})
export class ChangesModule {}

/** Being told; part of those that answer readers. */
@Global()
@Module({ providers: [ChangeFollower], exports: [ChangeFollower] })
export class ChangeFollowingModule {}
