import { Module } from '@nestjs/common';
import { ChangeFollower } from '#platform/changes/change-follower.js';
import { ChangeFollowingModule } from '#platform/changes/changes.module.js';
import { Config } from '#platform/config/config.js';
import { SearchEngine } from '../../queries/search-engine.js';
import { BuiltinSearchEngine } from './builtin-search-engine.js';
import { IndexKeeper } from './index-keeper.js';
import { IndexSource } from './index-source.js';

type EngineMaker = (source: IndexSource, follower: ChangeFollower) => SearchEngine;

/** Another engine is a class that passes the contract (testing/search-engine.contract.ts), a name in the configuration, and a line here. */
const engines: Readonly<Record<Config['search']['engine'], EngineMaker>> = {
  builtin: (source, follower) => new BuiltinSearchEngine(new IndexKeeper(source, follower)),
};

/** The engine that the configuration names; no other is made. */
@Module({
  imports: [ChangeFollowingModule],
  providers: [
    IndexSource,
    {
      provide: SearchEngine,
      inject: [Config, IndexSource, ChangeFollower],
      useFactory: (config: Config, ...parts: Parameters<EngineMaker>) =>
        engines[config.search.engine](...parts),
    },
  ],
  exports: [SearchEngine],
})
export class SearchModule {}
