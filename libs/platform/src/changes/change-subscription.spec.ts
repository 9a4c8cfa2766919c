import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
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
