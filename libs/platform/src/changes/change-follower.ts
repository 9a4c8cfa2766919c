import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { Config } from '../config/config.js';
import { PollingTurns } from '../redis/polling-turns.js';
import { everything, type Change, type NumberedChange } from './change.js';
import { ChangeFeed, changesChannel } from './change-feed.js';
import { ChangeMarks } from './change-marks.js';
import { ChangeSubscription, type ChangeListener } from './change-subscription.js';
import { FeedReader } from './feed-reader.js';
import { SequenceGaps } from './sequence-gaps.js';

/** Within this time of a commit every reader sees it; what was read of the feed is worth nothing when it is older. */
const promiseMs = 1_000;
/** Well within the life of the table's rows. */
const lostAfterMs = 20 * 60_000;

/** A point in the feed, taken before something is read that shall be kept. */
export interface FeedPosition {
  /** Counts what this process has noticed. */
  version: number;
  /** The number up to which nothing is missing; says the same to every process. */
  seq: number;
}

/**
 * Follows the change feed in a process that answers readers: polls the database, which Redis only makes quicker. Knows what has changed since
 * when, and tells those who keep copies.
 */
@Injectable()
export class ChangeFollower implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(ChangeFollower.name);
  private readonly marks = new ChangeMarks();
  private readonly subscriptions: ChangeSubscription[] = [];
  private readonly reader: FeedReader;
  private gaps: SequenceGaps | undefined;
  /** When the last reading that reached the end began. */
  private readAt = -Infinity;
  private heardAt = performance.now();
  /** When the last commit of this process was heard of that may not have been read yet. */
  private committedAt = Infinity;
  private isFailing = false;
  private turns: PollingTurns | undefined;
  private loop: Promise<void> = Promise.resolve();
  private noticed = 1;

  constructor(
    private readonly feed: ChangeFeed,
    private readonly config: Config,
  ) {
    this.reader = new FeedReader(config.database.url);
  }

  onApplicationBootstrap(): void {
    this.feed.onCommit((changes) => {
      this.changedHere(changes);
    });
    this.turns = new PollingTurns(this.config.redis.url, changesChannel(this.config));
    this.loop = this.followUntilStopped(this.turns);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.turns?.stop();
    for (const subscription of this.subscriptions) subscription.stop();
    await this.loop;
    await this.reader.close();
  }

  /** Tells of everything that is noticed from now on: subscribe first, then load. */
  subscribe(listener: ChangeListener): ChangeSubscription {
    const subscription = new ChangeSubscription(listener, this.noticed);
    this.subscriptions.push(subscription);
    return subscription;
  }

  /** Undefined while nobody can say what has changed within the last second: then nothing may be kept, nor answered from what was. */
  get position(): FeedPosition | undefined {
    if (this.gaps === undefined || !this.isFresh) return undefined;
    return { version: this.noticed, seq: this.gaps.lowWater(performance.now()) };
  }

  /** Counts what this process has noticed. */
  get version(): number {
    return this.noticed;
  }

  get isFresh(): boolean {
    return performance.now() - this.readAt < promiseMs;
  }

  /** Since the feed was read to its end; infinite before the first time. */
  get ageSeconds(): number {
    return (performance.now() - this.readAt) / 1_000;
  }

  /** To be asked only while `isFresh`. */
  isUnchangedSince(tags: readonly string[], version: number): boolean {
    return this.marks.isUnchangedSince(tags, version);
  }

  /** The same for what another process has made at this number. */
  isUnchangedSinceSeq(tags: readonly string[], seq: number): boolean {
    return this.marks.isUnchangedSinceSeq(tags, seq);
  }

  private async followUntilStopped(turns: PollingTurns): Promise<void> {
    while (!turns.isStopped) {
      const turn = turns.begin();
      if ((await this.readOnce(turn.began)) === 'more') continue;
      await turns.untilNext(turn, this.config.changes.pollMs);
    }
  }

  private async readOnce(began: number): Promise<'all' | 'more' | 'failed'> {
    try {
      const isLost = began - this.heardAt > lostAfterMs;
      if (this.gaps === undefined || isLost) await this.begin();
      // Who has loaded a copy while this process started has been told of everything since.
      if (isLost) this.tellReset();
      const { newest = 0, missing = [] } = this.gaps ?? {};
      const { changes, isAll, isThere } = await this.reader.read(newest, missing);
      // The last one that was read is gone, with nothing behind it: another database, or one that was put back.
      if (newest > 0 && !isThere) {
        this.heardAt = -Infinity;
        return 'more';
      }
      this.take(changes, began);
      this.heardAt = began;
      if (isAll) this.readToTheEnd(began);
      this.isFailing = false;
      return isAll ? 'all' : 'more';
    } catch (error) {
      if (!this.isFailing && this.turns?.isStopped !== true)
        this.logger.warn(`The change feed can't be read, so nothing is cached: ${String(error)}`);
      this.isFailing = true;
      return 'failed';
    }
  }

  /** At the start, and after a time in which rows may have been deleted that were never read here. */
  private async begin(): Promise<void> {
    const { seq, step } = await this.reader.start();
    this.gaps = new SequenceGaps(seq, step);
    this.readAt = -Infinity;
    this.reset(seq);
    for (const subscription of this.subscriptions) subscription.tell([], this.noticed);
  }

  private take(changes: readonly NumberedChange[], now: number): void {
    const { gaps } = this;
    if (gaps === undefined) return;
    gaps.forgetOld(now);
    if (changes.length === 0) return;
    const late = new Set(changes.flatMap(({ seq }) => (gaps.isGivenUp(seq, now) ? [seq] : [])));
    for (const { seq } of changes) {
      if (gaps.take(seq, now)) continue;
      this.logger.warn(`Too many changes are missing before number ${String(seq)}: everything is read anew.`);
      this.gaps = gaps.anewFrom(changes.at(-1)?.seq ?? seq);
      this.reset(this.gaps.newest);
      this.tellReset();
      return;
    }
    if (changes.some(({ topic }) => topic === everything.topic)) {
      this.reset(gaps.newest);
      this.tellReset();
      return;
    }
    this.noticed += 1;
    const numbered = changes.map((each) => (late.has(each.seq) ? { ...each, seq: gaps.newest } : each));
    this.marks.read(numbered, this.noticed, now);
    for (const subscription of this.subscriptions) subscription.tell(changes, this.noticed);
  }

  private readToTheEnd(began: number): void {
    this.readAt = began;
    if (this.committedAt >= began) return;
    // A row may have been read before its commit was heard of: nothing would come behind it that says so.
    this.committedAt = Infinity;
    this.marks.settle(this.gaps?.newest ?? 0);
    for (const subscription of this.subscriptions) subscription.tell([], this.noticed);
  }

  /** What this process itself has changed, its readers see at once. */
  private changedHere(changes: readonly Change[]): void {
    if (changes.includes(everything)) this.reset(this.gaps?.newest ?? 0);
    this.noticed += 1;
    this.committedAt = performance.now();
    this.marks.committedHere(changes, this.noticed, this.committedAt);
    this.turns?.wake();
  }

  private reset(seq: number): void {
    this.noticed += 1;
    this.marks.reset(this.noticed, seq);
  }

  private tellReset(): void {
    for (const subscription of this.subscriptions) subscription.tellReset(this.noticed);
  }
}
