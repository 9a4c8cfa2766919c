import { setTimeout as sleep } from 'node:timers/promises';

/** Repeats `check` until it throws no more; its last error is the test's. */
export async function eventually<Result>(
  check: () => Result | Promise<Result>,
  withinMs = 20_000,
): Promise<Result> {
  const end = Date.now() + withinMs;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() >= end) throw error;
      await sleep(25);
    }
  }
}
