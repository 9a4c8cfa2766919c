import { randomBytes } from 'node:crypto';
import { notFound } from './errors.js';
import { API_VERSION, type Stored, type StripeEvent } from './objects.js';
import type { State } from './state.js';
import type { Webhooks } from './webhooks.js';

export type Settings = {
  /** The address of the pages as a browser reaches it. */
  publicUrl: string;
  /** How long a payment or a refund stays undecided when its card says so. */
  settleMs: number;
};

type Cause = { id: string; idempotency_key: string | null };

/** What every part of the stand-in shares: the objects, the clock, the events. */
export class World {
  private readonly timers = new Set<NodeJS.Timeout>();
  /** How often each operation was asked for, answered or not. */
  readonly requests: Record<string, number> = {};
  private cause: Cause | null = null;

  constructor(
    readonly state: State,
    readonly webhooks: Webhooks,
    readonly settings: Settings,
  ) {}

  now(): number {
    return Math.floor(Date.now() / 1000);
  }

  newId(prefix: string, length = 24): string {
    const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
    const random = Array.from(randomBytes(length), (byte) => letters[byte % letters.length]);
    return `${prefix}_${random.join('')}`;
  }

  /** What is found is the kept object itself: change it, then `save` it. */
  get<T extends Stored>(kind: T['object'], id: string, param = 'id'): T {
    const object = this.state.find<T>(kind, id);
    if (!object) throw notFound(kind.replace('.', ' '), id, param);
    return object;
  }

  save<T extends Stored>(object: T): T {
    this.state.save(object);
    return object;
  }

  /** An event holds the object as it is at this moment. */
  emit(type: string, object: Stored): void {
    const event: StripeEvent = {
      id: this.newId('evt'),
      object: 'event',
      api_version: API_VERSION,
      created: this.now(),
      data: { object: structuredClone(object) },
      livemode: false,
      pending_webhooks: 0,
      request: this.cause ?? { id: null, idempotency_key: null },
      type,
    };
    this.webhooks.announce(event);
    this.save(event);
  }

  /** Runs one step: nothing else happens between its first and its last change. */
  step<T>(cause: Cause | null, action: () => T): T {
    this.cause = cause;
    try {
      return action();
    } finally {
      this.cause = null;
    }
  }

  /** The step is on the disk before anybody hears of it. */
  async commit(): Promise<void> {
    const announced = this.webhooks.takeAnnounced();
    await this.state.flush();
    this.webhooks.dispatch(announced);
  }

  later(ms: number, action: () => void): void {
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      void this.runAlone(action); // A failure here is a bug: unhandled, so that the process ends and says so.
    }, ms);
    this.timers.add(timer);
  }

  stop(): void {
    for (const timer of this.timers) clearTimeout(timer);
    this.timers.clear();
  }

  private async runAlone(action: () => void): Promise<void> {
    this.step(null, action);
    await this.commit();
  }
}
