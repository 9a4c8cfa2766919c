import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { DatabaseUnavailable } from '../database/errors.js';
import type { Change } from './change.js';

/** Somebody who keeps a copy of what changes, such as an index in memory. Told one thing at a time; what is refused is told again, and left out if it alone is refused again and again. */
export interface ChangeListener {
  /** For the log. */
  readonly name: string;
  /** These have changed, each named once, some perhaps for the second time: read them anew. */
  changed(changes: readonly Change[]): Promise<void>;
  /** Anything may have changed: read everything anew. */
  reset(): Promise<void>;
}

/** Then it is looked for the one change that is to blame: it must not keep all others out for ever. */
const mostRefusals = 5;
/** Whoever is so far behind is quicker with everything than with each. */
const maxPending = 50_000;

/** What one listener has been told. It never holds up the others, nor the cache: see `version`. */
export class ChangeSubscription {
  private readonly logger = new Logger(ChangeSubscription.name);
  private readonly pending = new Map<string, Change>();
  private mustReset = false;
  private isTelling = false;
  private isStopped = false;
  private refusals = 0;
  private told: number;

  constructor(
    private readonly listener: ChangeListener,
    private newest: number,
    private readonly retryMs = 500,
  ) {
    this.told = newest;
  }

  /** Of the feed, as far as the listener has worked it off. Goes as `asOf` with what is answered from its copy. */
  get version(): number {
    return this.told;
  }

  tell(changes: readonly Change[], version: number): void {
    for (const change of changes) this.pending.set(`${change.topic}:${change.subject}`, change);
    if (this.pending.size > maxPending) this.mustReset = true;
    this.newest = version;
    void this.work();
  }

  tellReset(version: number): void {
    this.mustReset = true;
    // Whatever it has worked off, it is behind until then.
    this.told = Math.min(this.told, version - 1);
    this.newest = version;
    void this.work();
  }

  stop(): void {
    this.isStopped = true;
  }

  private async work(): Promise<void> {
    if (this.isTelling) return;
    this.isTelling = true;
    while (this.told < this.newest && !this.isStopped) await this.tellOnce();
    this.isTelling = false;
  }

  private async tellOnce(): Promise<void> {
    const version = this.newest;
    const { mustReset } = this;
    const changes = [...this.pending.values()];
    this.mustReset = false;
    this.pending.clear();
    try {
      if (mustReset) await this.listener.reset();
      else if (this.refusals >= mostRefusals) await this.leaveOutCulprits(changes);
      else if (changes.length > 0) await this.listener.changed(changes);
      this.told = version;
      this.refusals = 0;
    } catch (error) {
      this.logger.warn(
        `'${this.listener.name}' could not take over changes and is told again: ${String(error)}`,
      );
      // That is no change's fault.
      if (!(error instanceof DatabaseUnavailable)) this.refusals += 1;
      this.mustReset ||= mustReset;
      for (const change of changes) this.pending.set(`${change.topic}:${change.subject}`, change);
      await sleep(this.retryMs, undefined, { ref: false });
    }
  }

  private async leaveOutCulprits(changes: readonly Change[]): Promise<void> {
    const culprits = await this.refused(changes);
    if (culprits.length > 1 && culprits.length === changes.length)
      throw new Error('it refuses each of them, so that none is to blame');
    for (const { topic, subject } of culprits)
      this.logger.error(
        `'${this.listener.name}' is not told of ${topic} ${subject}, which it always refuses.`,
      );
  }

  /** Told by halves. @returns those that are refused alone, too */
  private async refused(changes: readonly Change[]): Promise<readonly Change[]> {
    try {
      if (changes.length > 0) await this.listener.changed(changes);
      return [];
    } catch (error) {
      if (error instanceof DatabaseUnavailable) throw error;
      if (changes.length === 1) return changes;
      const middle = Math.ceil(changes.length / 2);
      const first = await this.refused(changes.slice(0, middle));
      return [...first, ...(await this.refused(changes.slice(middle)))];
    }
  }
}
