import { setImmediate as turn } from 'node:timers/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { DatabaseUnavailable } from '../database/errors.js';
import type { Change } from './change.js';
import { ChangeSubscription } from './change-subscription.js';

const lamp = { topic: 'product', subject: 'lamp' };
const desk = { topic: 'product', subject: 'desk' };

/** Notes what it is told, and takes as long for it as the test likes. */
class Listener {
  readonly name = 'test';
  readonly told: (readonly Change[] | 'reset')[] = [];
  private goOn: () => void = () => undefined;

  changed(changes: readonly Change[]): Promise<void> {
    return this.note(changes);
  }

  reset(): Promise<void> {
    return this.note('reset');
  }

  async finishes(): Promise<void> {
    this.goOn();
    await turn();
  }

  private note(what: readonly Change[] | 'reset'): Promise<void> {
    this.told.push(what);
    return new Promise((resolve) => (this.goOn = resolve));
  }
}

/** Takes over nothing in which the bad one stands. */
class Picky {
  readonly name = 'test';
  readonly taken = new Set<string>();
  calls = 0;

  constructor(private readonly refusal: (subjects: readonly string[]) => Error | undefined) {}

  changed(changes: readonly Change[]): Promise<void> {
    this.calls += 1;
    const subjects = changes.map(({ subject }) => subject);
    const error = this.refusal(subjects);
    if (error !== undefined) return Promise.reject(error);
    for (const subject of subjects) this.taken.add(subject);
    return Promise.resolve();
  }

  reset(): Promise<void> {
    return Promise.resolve();
  }
}

describe('a listener that refuses', () => {
  beforeAll(() => {
    Logger.overrideLogger(false);
  });
  afterAll(() => {
    Logger.overrideLogger(['log', 'warn', 'error']);
  });

  const bad = { topic: 'product', subject: 'bad' };
  const chair = { topic: 'product', subject: 'chair' };

  it('is told what is left when one change is refused again and again', async () => {
    const listener = new Picky((subjects) => (subjects.includes('bad') ? new Error('bad') : undefined));
    const subscription = new ChangeSubscription(listener, 1, 1);
    subscription.tell([lamp, bad, desk, chair], 2);
    await sleep(100);
    expect([...listener.taken].toSorted()).toEqual(['chair', 'desk', 'lamp']);
    expect(subscription.version).toBe(2);
    subscription.tell([lamp], 3);
    await turn();
    expect(subscription.version).toBe(3);
  });

  it('loses nothing while the database is away, or when it refuses whatever it is told', async () => {
    for (const error of [new DatabaseUnavailable('away'), new Error('broken')]) {
      let left = 20;
      const listener = new Picky(() => (left-- > 0 ? error : undefined));
      const subscription = new ChangeSubscription(listener, 1, 1);
      subscription.tell([lamp, desk], 2);
      await sleep(150);
      expect([...listener.taken].toSorted()).toEqual(['desk', 'lamp']);
      expect(subscription.version).toBe(2);
    }
  });
});

describe('a listener of the change feed', () => {
  it('is behind until it has worked off what it was told, and told the rest in one', async () => {
    const listener = new Listener();
    const subscription = new ChangeSubscription(listener, 1);
    subscription.tell([lamp], 2);
    subscription.tell([desk], 3);
    subscription.tell([desk, lamp], 4);
    expect([subscription.version, listener.told]).toEqual([1, [[lamp]]]);
    await listener.finishes();
    expect([subscription.version, listener.told]).toEqual([2, [[lamp], [desk, lamp]]]);
    await listener.finishes();
    expect(subscription.version).toBe(4);
  });

  it('is told nothing where nothing has changed, and is up to date', () => {
    const listener = new Listener();
    const subscription = new ChangeSubscription(listener, 1);
    subscription.tell([], 2);
    expect([subscription.version, listener.told]).toEqual([2, []]);
  });

  it('is behind when anything may have changed, also if it was up to date', async () => {
    const listener = new Listener();
    const subscription = new ChangeSubscription(listener, 1);
    subscription.tell([], 2);
    subscription.tellReset(2);
    expect(subscription.version).toBe(1);
    await turn();
    expect([subscription.version, listener.told]).toEqual([1, ['reset']]);
    await listener.finishes();
    expect(subscription.version).toBe(2);
  });

  it('begins anew when it is too far behind', async () => {
    const listener = new Listener();
    const subscription = new ChangeSubscription(listener, 1);
    subscription.tell([lamp], 2);
    subscription.tell(
      Array.from({ length: 50_001 }, (_, n) => ({ topic: 'product', subject: String(n) })),
      3,
    );
    await listener.finishes();
    expect(listener.told).toEqual([[lamp], 'reset']);
  });
});
