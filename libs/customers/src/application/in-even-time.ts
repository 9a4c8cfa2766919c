const stepMs = 100;

/**
 * Stretches the work's time to a multiple of 100 ms, whether it succeeds or fails, so that a stop-watch can't tell
 * which of several ways it took: an insert more or less must not give an account away.
 */
export async function inEvenTime<Result>(work: () => Promise<Result>): Promise<Result> {
  const start = performance.now();
  try {
    return await work();
  } finally {
    const elapsed = performance.now() - start;
    const rest = Math.ceil(elapsed / stepMs) * stepMs - elapsed;
    await new Promise((resolve) => setTimeout(resolve, rest));
  }
}
