import { setTimeout as sleep } from 'node:timers/promises';
import type { Stage } from '../stage/stage.js';

/** Until the worker has nothing left to do; events that wait for another attempt are given a minute. */
export async function untilQuiet({ admin }: Stage): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline) {
    const [rows] = await admin.query(
      'SELECT EXISTS (SELECT 1 FROM outbox WHERE next_attempt_at IS NOT NULL) AS busy',
    );
    if (Number((rows as { busy: number }[])[0]?.busy) === 0) return;
    await sleep(100);
  }
}
