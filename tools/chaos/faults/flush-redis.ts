import { setTimeout as sleep } from 'node:timers/promises';
import type { World } from '../world.js';
import type { Fault, Hits, Strike } from './fault.js';

const mailsWanted = 2;
const mostLooks = 150;

/** 4: Redis forgets everything while jobs are in it. The outbox makes them again. */
export function flushRedis(): Fault {
  let flushes = 0;
  let effective = 0;
  let jobs = 0;
  let mails = 0;

  async function strikeOnce(world: World): Promise<void> {
    const waiting = await mailsToCome(world);
    const lost = await world.queues.flush();
    flushes += 1;
    jobs += lost;
    mails += lost > 0 ? waiting : 0;
    effective += lost > 0 && waiting > 0 ? 1 : 0;
  }

  return {
    number: 4,
    title: 'FLUSHALL between order and mail',
    async strike({ world, dose, isOver }: Strike): Promise<void> {
      while (effective < dose.kills && !isOver()) {
        await strikeWhere(isOver, () => isBusy(world));
        await strikeOnce(world);
        // Mails are quick. A mail server that says "later" leaves their jobs in Redis, and nowhere else.
        await world.mailbox.fault({ mode: '451' });
        await strikeWhere(isOver, async () => (await world.queues.delayed('mails')) >= mailsWanted);
        await world.mailbox.fault({ mode: 'accept' });
        await strikeOnce(world);
      }
    },
    async heal({ world }: Strike): Promise<Hits> {
      await world.mailbox.fault({ mode: 'accept' });
      const detail = { flushes, 'jobs lost': jobs, 'mails still to come': mails };
      return { count: effective, detail };
    },
  };
}

async function strikeWhere(isOver: () => boolean, isRight: () => Promise<boolean>): Promise<void> {
  for (let look = 0; look < mostLooks && !isOver() && !(await isRight()); look += 1) await sleep(10);
}

async function isBusy({ queues }: World): Promise<boolean> {
  return (await queues.waiting()) + (await queues.active()).length > 0;
}

/** Orders that are paid and whose confirmation has not left. */
function mailsToCome({ database }: World): Promise<number> {
  return database.number(
    `SELECT COUNT(*)
     FROM mails
     WHERE kind = 'order-confirmation' AND status = 'queued'`,
  );
}
