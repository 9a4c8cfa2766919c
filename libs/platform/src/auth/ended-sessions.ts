import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import type { Change } from '../changes/change.js';
import { ChangeFeed } from '../changes/change-feed.js';
import { ChangeFollower } from '../changes/change-follower.js';
import type { ChangeSubscription } from '../changes/change-subscription.js';
import { ifKnown } from './if-known.js';
import { RunningSessions } from './running-sessions.js';
import { SigningKeys } from './signing-keys.js';

/** Longer than any access token lives. */
const rememberedSeconds = 16 * 60;
const pruneMs = 60_000;
const topic = 'session';

/**
 * Which sessions have been ended while their access tokens are still alive. Told by the change feed, in which every process reads within a second
 * what was committed; while that can't be said, the database is asked each time.
 */
@Injectable()
export class EndedSessions implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(EndedSessions.name);
  /** Until when each must be remembered; the oldest first. */
  private readonly ended = new Map<string, number>();
  private isComplete = false;
  private source: RunningSessions | undefined;
  private subscription: ChangeSubscription | undefined;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly follower: ChangeFollower,
    private readonly feed: ChangeFeed,
    private readonly keys: SigningKeys,
    private readonly modules: ModuleRef,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    this.source = ifKnown(this.modules, RunningSessions);
    this.feed.onCommit((changes) => {
      this.note(changes);
    });
    this.subscription = this.follower.subscribe({
      name: 'ended sessions',
      changed: (changes) => {
        this.note(changes);
        return Promise.resolve();
      },
      reset: () => this.load(),
    });
    this.timer = setInterval(() => {
      this.tidy();
    }, pruneMs).unref();
    await this.tryToLoad();
  }

  beforeApplicationShutdown(): void {
    clearInterval(this.timer);
    this.subscription?.stop();
  }

  /** Never true for one that goes on; false at most a second too long. @throws DatabaseUnavailable while nobody can say */
  async hasEnded(sessionId: string): Promise<boolean> {
    if (this.ended.has(sessionId)) return true;
    if (this.source === undefined || (this.isComplete && this.follower.isFresh)) return false;
    await this.keys.loadUnlessJustDone();
    return !(await this.source.isRunning(sessionId));
  }

  private note(changes: readonly Change[]): void {
    for (const { topic: of, subject } of changes) if (of === topic) this.remember(subject);
  }

  private remember(sessionId: string): void {
    this.ended.delete(sessionId);
    this.ended.set(sessionId, performance.now() + rememberedSeconds * 1_000);
  }

  /** What was ended before this process began to listen, or while it heard nothing. */
  private async load(): Promise<void> {
    this.isComplete = false;
    for (const id of (await this.source?.endedWithin(rememberedSeconds)) ?? []) this.remember(id);
    this.isComplete = true;
  }

  /** A database that is away keeps nobody from starting: until it is back it is asked for each session. */
  private async tryToLoad(): Promise<void> {
    try {
      await this.load();
    } catch (error) {
      this.logger.warn(`The ended sessions can't be read: ${String(error)}`);
    }
  }

  private tidy(): void {
    const now = performance.now();
    for (const [id, until] of this.ended) {
      if (until > now) break;
      this.ended.delete(id);
    }
    if (!this.isComplete) void this.tryToLoad();
  }
}
