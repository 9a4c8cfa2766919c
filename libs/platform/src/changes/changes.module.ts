import { Global, Module } from '@nestjs/common';
import { ChangeFeed } from './change-feed.js';

/** Telling what has changed; part of every process. */
@Global()
@Module({ providers: [ChangeFeed], exports: [ChangeFeed] })
export class ChangesModule {}
