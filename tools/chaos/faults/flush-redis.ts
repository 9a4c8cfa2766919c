import { setTimeout as sleep } from 'node:timers/promises';
import type { World } from '../world.js';
import type { Fault, Hits, Strike } from './fault.js';

/** 4: Redis forgets everything while jobs are in it. The outbox makes them again. */
export function flushRedis(): Fault {
  let flushes = 0;
  let effective = 0;
  let jobs = 0;
  let paidWithoutMail = 0;

  async function strikeOnce(world: World): Promise<void> {
    const waiting = await ordersBeforeTheirMail(world);
    const lost = await world.queues.flush();
    flushes += 1;
    if (lost === 0) return;
    effective += 1;
    jobs += lost;
    paidWithoutMail += waiting;
  }

  return {
    number: 4,
    title: 'FLUSHALL between order and mail',
    async strike({ world, dose, isOver }: Strike): Promise<void> {
      while (effective < dose.kills * 2 && !isOver()) {
        await sleep(100 + Math.random() * 300);
        // Jobs are quick: wait for a moment in which there are some.
        for (let look = 0; look < 200 && !isOver() && !(await isBusy(world)); look += 1) await sleep(2);
        await strikeOnce(world);
      }
    },
    heal: (): Promise<Hits> =>
      Promise.resolve({
        count: effective,
        detail: { flushes, 'jobs lost': jobs, 'paid orders whose mail was still to come': paidWithoutMail },
      }),
  };
}

async function isBusy({ queues }: World): Promise<boolean> {
  return (await queues.waiting()) + (await queues.active()).length > 0;
}

function ordersBeforeTheirMail({ database }: World): Promise<number> {
  return database.number(
    `SELECT COUNT(*)
     FROM outbox
     WHERE done_at IS NULL AND type IN ('ordering.order-paid', 'notifications.mail-queued')`,
  );
}
