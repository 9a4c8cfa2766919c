import { Injectable } from '@nestjs/common';
import { ChangeFollower, type FeedPosition } from '../changes/change-follower.js';
import { Config } from '../config/config.js';
import { answerOf, type Answer } from './answer.js';
import type { Cacheable } from './cacheable.js';
import { outcomes, type Outcome } from './cache-figures.js';
import { MemoryCache } from './memory-cache.js';
import { SharedCache } from './shared-cache.js';

/** Changes end an answer's life long before. This bounds what no change tells of, such as popularity. */
const lifeMs = 60_000;
/** Longer ones are not asked twice. */
const maxKeyLength = 512;
/** Who asks while somebody's answer is being made shares it, if it was begun so recently that a second is kept for sure. */
const shareMs = 500;

export type Build = () => Promise<Cacheable>;

interface Building {
  readonly promise: Promise<Answer>;
  readonly startedAt: number;
}

/**
 * Answers of public reads as bytes: in this process, and in Redis for all. Never one that is older than a second: an answer knows what it was
 * made of and since when, the change feed what has changed, and while the feed can't be read nothing is kept.
 */
@Injectable()
export class ReadCache {
  readonly counts = Object.fromEntries(outcomes.map((each) => [each, 0])) as Record<Outcome, number>;
  private readonly memory: MemoryCache;
  private readonly building = new Map<string, Building>();
  private readonly isOn: boolean;

  constructor(
    private readonly follower: ChangeFollower,
    private readonly shared: SharedCache,
    config: Config,
  ) {
    this.isOn = config.cache.isOn;
    this.memory = new MemoryCache(config.cache.memoryBytes);
  }

  get bytes(): number {
    return this.memory.bytes;
  }

  get size(): number {
    return this.memory.size;
  }

  /** What this process has in its memory and may still say. */
  hit(key: string): Answer | undefined {
    const answer = this.memory.get(key);
    if (answer === undefined) return undefined;
    if (!this.follower.isFresh) return undefined;
    const isStale = !this.follower.isUnchangedSince(answer.tags, answer.version);
    if (!isStale && performance.now() < answer.endsAt) {
      this.counts.hit += 1;
      return answer;
    }
    if (isStale) this.counts.stale += 1;
    this.memory.delete(key);
    return undefined;
  }

  /** For who has had no `hit`. @throws whatever `build` throws; nothing of it is kept */
  async answer(key: string, build: Build): Promise<Answer> {
    if (!this.isOn || key.length > maxKeyLength) return this.aside('off', build);
    const now = performance.now();
    const building = this.building.get(key);
    if (building !== undefined && now - building.startedAt < shareMs) {
      this.counts.joined += 1;
      return building.promise;
    }
    // Together, too, while the feed can't be read: that is when the database has most to do.
    const making = this.follower.isFresh ? this.make(key, build) : this.aside('untrusted', build);
    const promise = making.finally(() => {
      if (this.building.get(key)?.promise === promise) this.building.delete(key);
    });
    this.building.set(key, { promise, startedAt: now });
    return promise;
  }

  private async aside(outcome: Outcome, build: Build): Promise<Answer> {
    this.counts[outcome] += 1;
    return answerOf((await build()).body);
  }

  private async make(key: string, build: Build): Promise<Answer> {
    let version = 0;
    const { answer, leftMs, lock } = await this.shared.find(key, ({ tags, seq }) => {
      ({ version } = this.follower);
      return this.follower.isFresh && this.follower.isUnchangedSinceSeq(tags, seq);
    });
    if (answer !== undefined) {
      this.counts.shared += 1;
      const { bytes, etag, tags } = answer;
      this.memory.set(key, { bytes, etag, tags, version, endsAt: performance.now() + leftMs });
      return answer;
    }
    this.counts.miss += 1;
    // Before the building, so that a change in the middle of it counts.
    const { position } = this.follower;
    try {
      return this.share(key, lock, position, await build());
    } catch (error) {
      if (lock !== undefined) this.shared.release(key, lock);
      throw error;
    }
  }

  private share(
    key: string,
    lock: string | undefined,
    position: FeedPosition | undefined,
    { body, tags, asOf = Infinity }: Cacheable,
  ): Answer {
    const answer = answerOf(body);
    if (position === undefined) {
      if (lock !== undefined) this.shared.release(key, lock);
      return answer;
    }
    const version = Math.min(position.version, asOf);
    this.memory.set(key, { ...answer, tags, version, endsAt: performance.now() + lifeMs });
    // From a copy that is late: what number it stands at, only this process can tell.
    const isLate = version < position.version;
    this.shared.put(key, lock, { ...answer, tags, seq: position.seq }, isLate ? 0 : lifeMs);
    return answer;
  }
}
