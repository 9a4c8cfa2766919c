import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';

/** What comes one by one under load is taken together: a turn costs the same for one as for many. */
const gatherMs = 10;

export interface Turn {
  readonly nudged: Promise<void>;
  /** Of the process's own clock (`performance.now()`). */
  readonly began: number;
}

/** The turns of a loop that asks the database: the next one begins when Redis or this process says so, or when the poll interval is over. */
export class PollingTurns {
  private readonly stopping = new AbortController();
  private readonly subscriber: Redis;
  private nudge: () => void = () => undefined;

  constructor(redisUrl: string, channel: string) {
    this.subscriber = new Redis(redisUrl, { maxRetriesPerRequest: null, retryStrategy: () => 1_000 });
    this.subscriber.on('error', () => undefined); // polling goes on without it
    this.subscriber.on('message', () => {
      this.wake();
    });
    // Refused only when the connection is ended; else it waits for Redis to come.
    this.subscriber.subscribe(channel).catch(() => undefined);
  }

  get isStopped(): boolean {
    return this.stopping.signal.aborted;
  }

  stop(): void {
    this.stopping.abort();
    this.subscriber.disconnect();
  }

  wake(): void {
    this.nudge();
  }

  /** To be called before the turn's work: a nudge that comes in the middle of it counts for the next. */
  begin(): Turn {
    return { nudged: new Promise((resolve) => (this.nudge = resolve)), began: performance.now() };
  }

  /** @param pollMs how long to wait for a nudge at most */
  async untilNext({ nudged, began }: Turn, pollMs: number): Promise<void> {
    await Promise.race([nudged, this.pause(pollMs)]);
    await this.pause(began + gatherMs - performance.now());
  }

  private async pause(milliseconds: number): Promise<void> {
    if (milliseconds <= 0) return;
    // Aborted on shutdown, which is the other way out of the wait.
    await sleep(milliseconds, undefined, { signal: this.stopping.signal }).catch(() => undefined);
  }
}
