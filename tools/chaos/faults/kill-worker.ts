import type { World } from '../world.js';
import { killInside } from './kill-inside.js';
import type { Fault, Hits, Strike } from './fault.js';

/** 2: the worker dies in the middle of jobs. They run again, with one effect. */
export function killWorker(): Fault {
  const seen = new Set<string>();
  let kills = 0;
  let inside = 0;
  let jobs = 0;
  let transactions = 0;

  async function strikeOnce(world: World, interrupted: Strike['interrupted']): Promise<void> {
    // The jobs of the worker before this one lie in the same list until Bull finds them stalled.
    const underWay = async (): Promise<number> => (await newJobs(world)).length;
    const count = await killInside(world.worker, underWay);
    for (const job of await newJobs(world)) seen.add(job);
    kills += 1;
    jobs += count;
    if (count > 0) inside += 1;
    transactions += await world.database.openTransactions('chaos_worker');
    interrupted(await mailsInHand(world));
    await world.worker.start();
  }

  async function newJobs({ queues }: World): Promise<string[]> {
    return (await queues.active()).filter((job) => !seen.has(job));
  }

  return {
    number: 2,
    title: 'kill -9 of the worker during jobs',
    async strike({ world, dose, isOver, interrupted }: Strike): Promise<void> {
      while (kills < dose.kills && !isOver()) await strikeOnce(world, interrupted);
    },
    heal: (): Promise<Hits> =>
      Promise.resolve({
        count: inside,
        detail: {
          kills,
          'kills inside a job': inside,
          'jobs cut off': jobs,
          'transactions cut off': transactions,
        },
      }),
  };
}

/** Their answer may have been on its way. */
async function mailsInHand({ database }: World): Promise<string[]> {
  const rows = await database.rows<{ messageId: string }>(
    `SELECT message_id AS messageId
     FROM mails
     WHERE status = 'queued' AND claimed_until IS NOT NULL`,
  );
  return rows.map(({ messageId }) => messageId);
}
