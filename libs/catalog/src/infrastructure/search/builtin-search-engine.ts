import type { BeforeApplicationShutdown, OnApplicationBootstrap, OnModuleInit } from '@nestjs/common';
import {
  SearchEngine,
  type SearchRequest,
  type SearchResult,
  type Suggestions,
} from '../../queries/search-engine.js';
import type { IndexKeeper } from './index-keeper.js';

/** The engine that needs nothing but this process: an index in memory, loaded from the database and kept up to date by the change feed. */
export class BuiltinSearchEngine
  extends SearchEngine
  implements OnModuleInit, OnApplicationBootstrap, BeforeApplicationShutdown
{
  constructor(private readonly keeper: IndexKeeper) {
    super();
  }

  onModuleInit(): void {
    this.keeper.follow();
  }

  onApplicationBootstrap(): void {
    this.keeper.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.keeper.stop();
  }

  override async search(request: SearchRequest): Promise<SearchResult> {
    const { search, version } = await this.keeper.current();
    return { ...search.search(request), asOf: version };
  }

  override async suggest(text: string, limit: number): Promise<Suggestions> {
    const { search, version } = await this.keeper.current();
    return { items: search.suggest(text, limit), asOf: version };
  }
}
