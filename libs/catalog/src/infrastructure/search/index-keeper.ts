import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { isForReaders, type Change } from '#platform/changes/change.js';
import type { ChangeFollower } from '#platform/changes/change-follower.js';
import type { ChangeListener, ChangeSubscription } from '#platform/changes/change-subscription.js';
import { DatabaseUnavailable } from '#platform/database/errors.js';
import { WHOLE_SHOP } from '../../domain/scope.js';
import { IndexSearch } from './index-search.js';
import type { IndexSource } from './index-source.js';
import { SearchIndex } from './search-index.js';

/** Small: what a batch leaves behind as garbage stays in the process's memory for good. */
const loadBatch = 250;
const changeBatch = 256;
const popularityBatch = 5_000;
const retryMs = 1_000;
/** How long a request waits for the first loading. */
const patienceMs = 10_000;
/** How often sold units are read: once a minute for each hundred thousand products. */
const popularityMsPerProduct = 60_000 / 100_000;
const leastPopularityMs = 60_000;
/** A product whose text changes leaves its old words behind; beyond this part the index is made anew. */
const mostWaste = 0.3;
const leastToCompact = 10_000;

export interface CurrentIndex {
  search: IndexSearch;
  /** Of the change feed, up to which the index was told. */
  version: number;
}

/** Loads the index when the process starts and keeps it as the database is. */
export class IndexKeeper implements ChangeListener {
  readonly name = 'search index';
  private readonly logger = new Logger(IndexKeeper.name);
  private readonly stopping = new AbortController();
  private subscription: ChangeSubscription | undefined;
  private loading: Promise<IndexSearch> | undefined;
  private search: IndexSearch | undefined;
  private upkeep: Promise<void> = Promise.resolve();

  constructor(
    private readonly source: IndexSource,
    private readonly follower: ChangeFollower,
  ) {}

  /** Hears of changes; to be called before the first row is read, so that nothing is missed. */
  follow(): void {
    this.subscription = this.follower.subscribe(this);
  }

  /** Begins to load, in the background. */
  start(): void {
    this.upkeep = this.readPopularities();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await Promise.allSettled([this.loading, this.upkeep]);
  }

  /** Waits for the first loading, but not for ever. @throws DatabaseUnavailable */
  async current(): Promise<CurrentIndex> {
    const search = this.search ?? (await Promise.race([this.loaded(), this.pause(patienceMs)]));
    if (search === undefined) throw new DatabaseUnavailable('the search index is still being loaded');
    return { search, version: this.subscription?.version ?? 0 };
  }

  async changed(changes: readonly Change[]): Promise<void> {
    const { index } = await this.loaded();
    if (index.length > leastToCompact && index.waste > mostWaste) return this.reset();
    // A product that shows a new name is told as `search`, too; one whose stock has changed is not.
    if (changes.some(mayRename)) index.setLabels(await this.source.labels());
    const ids = changes.filter(({ topic }) => topic === 'product').map(({ subject }) => subject);
    for (let start = 0; start < ids.length; start += changeBatch) {
      const batch = ids.slice(start, start + changeBatch);
      const documents = await this.source.products(batch);
      const found = new Set(documents.map(({ id }) => id));
      index.apply(
        documents,
        batch.filter((id) => !found.has(id)),
      );
    }
  }

  /** Everything anew, beside the index that answers meanwhile. */
  async reset(): Promise<void> {
    const { index } = await this.loaded();
    // Another name of a category or an option value need not wait for all products.
    index.setLabels(await this.source.labels());
    this.search = await this.load();
    this.loading = Promise.resolve(this.search);
  }

  private loaded(): Promise<IndexSearch> {
    return (this.loading ??= this.loadUntilDone());
  }

  private async loadUntilDone(): Promise<IndexSearch> {
    for (;;) {
      try {
        return (this.search = await this.load());
      } catch (error) {
        if (this.stopping.signal.aborted) throw error;
        this.logger.warn(`The search index could not be loaded and is tried again: ${String(error)}`);
        await this.pause(retryMs);
      }
    }
  }

  private async load(): Promise<IndexSearch> {
    const began = performance.now();
    const index = new SearchIndex(await this.source.labels());
    let after: string = WHOLE_SHOP;
    for (;;) {
      const documents = await this.source.productsAfter(after, loadBatch);
      index.apply(documents);
      this.stopping.signal.throwIfAborted();
      if (documents.length < loadBatch) break;
      after = documents.at(-1)?.id ?? after;
    }
    const seconds = ((performance.now() - began) / 1_000).toFixed(1);
    this.logger.log(`${String(index.length)} products are in the search index, after ${seconds} s`);
    return new IndexSearch(index);
  }

  private async readPopularities(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      const { length } = (await this.loaded()).index;
      await this.pause(Math.max(leastPopularityMs, length * popularityMsPerProduct));
      try {
        await this.readPopularitiesOnce((await this.loaded()).index);
      } catch (error) {
        this.logger.warn(`What sells best could not be read: ${String(error)}`);
      }
    }
  }

  private async readPopularitiesOnce(index: SearchIndex): Promise<void> {
    let after: string = WHOLE_SHOP;
    while (!this.stopping.signal.aborted) {
      const popularities = await this.source.popularitiesAfter(after, popularityBatch);
      index.setPopularities(popularities);
      if (popularities.length < popularityBatch) return;
      after = popularities.at(-1)?.[0] ?? after;
    }
  }

  private async pause(milliseconds: number): Promise<undefined> {
    // Aborted on shutdown, which is the other way out of the wait.
    await sleep(milliseconds, undefined, { signal: this.stopping.signal, ref: false }).catch(() => undefined);
  }
}

function mayRename(change: Change): boolean {
  return isForReaders(change) && change.topic !== 'product';
}
