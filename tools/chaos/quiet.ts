import { setTimeout as sleep } from 'node:timers/promises';
import type { World } from './world.js';

/** What the shop still has to do, by name; nothing of it is left when it is quiet. */
export type Unfinished = Record<string, number>;

const pauseMs = 250;

/** Waits until the shop has done all there is to do, the expiry of unpaid orders and reconciliation included. */
export async function untilQuiet(world: World, withinMs: number): Promise<Unfinished> {
  const deadline = Date.now() + withinMs;
  let quietLooks = 0;
  for (;;) {
    const left = await unfinished(world);
    quietLooks = Object.keys(left).length === 0 ? quietLooks + 1 : 0;
    // Between two steps of one matter nothing is written down for a moment.
    if (quietLooks === 3) return {};
    if (Date.now() > deadline) return left;
    await sleep(pauseMs);
  }
}

async function unfinished({ database, queues }: World): Promise<Unfinished> {
  const [row] = await database.rows<Record<string, number>>(
    `SELECT (SELECT COUNT(*) FROM outbox WHERE done_at IS NULL) AS 'events in the outbox',
            (SELECT COUNT(*) FROM mails WHERE status = 'queued') AS 'mails not sent',
            (SELECT COUNT(*) FROM orders WHERE status = 'pending' AND attention IS NULL) AS 'orders neither paid nor ended',
            (SELECT COUNT(*) FROM payments WHERE next_check_at IS NOT NULL) AS 'open payments',
            (SELECT COUNT(*) FROM refunds WHERE next_check_at IS NOT NULL) AS 'open refunds',
            (SELECT COUNT(*) FROM payment_events WHERE processed_at IS NULL) AS 'webhooks not worked on'`,
  );
  const counts = { ...row, 'jobs waiting': await queues.waiting() };
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));
}
