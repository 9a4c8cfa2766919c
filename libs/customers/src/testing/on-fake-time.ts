import { jest } from '@jest/globals';

/**
 * What a stop-watch would show, in milliseconds, on a machine that does nothing else: for code whose timing is a promise.
 * Under `jest.useFakeTimers()`, where time passes by timers alone.
 */
export async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  let end = start;
  const done = work()
    .catch(() => undefined)
    .finally(() => {
      end = performance.now();
    });
  await jest.runAllTimersAsync();
  await done;
  return end - start;
}

/** Takes so long, in milliseconds of fake time. */
export function takes(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
