import { describe, expect, it } from '@jest/globals';
import { SignInBusy } from '../domain/guessing.errors.js';
import { Turnstile } from './turnstile.js';

const of = (capacity: number, maxWaiting: number, maxWaitMs = 5_000): Turnstile =>
  new Turnstile({ capacity, maxWaiting, maxWaitMs });

describe('a turnstile', () => {
  it('lets as many in at a time as there is room for, in the order in which they came', async () => {
    const turnstile = of(2, 10);
    const order: number[] = [];
    let inside = 0;
    let most = 0;
    const pass = (n: number): Promise<void> =>
      turnstile.pass(async () => {
        order.push(n);
        inside += 1;
        most = Math.max(most, inside);
        await new Promise((resolve) => setTimeout(resolve, 5));
        inside -= 1;
      });
    await Promise.all([0, 1, 2, 3, 4, 5].map(pass));
    expect(most).toBe(2);
    expect(order).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it('sends away who would wait behind too many', async () => {
    const turnstile = of(1, 1);
    const slow = (): Promise<string> => new Promise((resolve) => setTimeout(resolve, 5, 'done'));
    const first = turnstile.pass(slow);
    const second = turnstile.pass(slow);
    await expect(turnstile.pass(slow)).rejects.toThrow(SignInBusy);
    expect(await Promise.all([first, second])).toEqual(['done', 'done']);
    expect(await turnstile.pass(slow)).toBe('done');
  });

  it('makes room when somebody fails', async () => {
    const turnstile = of(1, 5);
    await expect(turnstile.pass(() => Promise.reject(new TypeError('no')))).rejects.toThrow('no');
    expect(await turnstile.pass(() => Promise.resolve('next'))).toBe('next');
  });

  it('lets who is known go before strangers, however many of these wait', async () => {
    const turnstile = of(1, 3);
    const order: string[] = [];
    const pass = (name: string, lane: 'known' | 'strangers'): Promise<void> =>
      turnstile.pass(async () => {
        order.push(name);
        await new Promise((resolve) => setTimeout(resolve, 2));
      }, lane);
    const all = ['first', 'one', 'two', 'three'].map((name) => pass(name, 'strangers'));
    await expect(pass('too many', 'strangers')).rejects.toThrow(SignInBusy);
    await Promise.all([...all, pass('known', 'known'), pass('known too', 'known')]);
    expect(order).toEqual(['first', 'known', 'known too', 'one', 'two', 'three']);
  });

  it('sends away who has waited for too long, and only them', async () => {
    const turnstile = of(1, 5, 20);
    const slow = turnstile.pass(() => new Promise((resolve) => setTimeout(resolve, 60, 'slow')));
    await expect(turnstile.pass(() => Promise.resolve('late'))).rejects.toThrow(SignInBusy);
    expect(await slow).toBe('slow');
    expect(await turnstile.pass(() => Promise.resolve('after'))).toBe('after');
  });
});
