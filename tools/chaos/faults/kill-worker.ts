import type { World } from '../world.js';
import { killInside } from './kill-inside.js';
import type { Fault, Hits, Strike } from './fault.js';

/** 2: the worker dies in the middle of jobs. They run again, with one effect. */
export function killWorker(): Fault {
  const seen = new Set<string>();
  const figures = { kills: 0, inside: 0, jobs: 0, mails: 0 };

  async function strikeOnce(world: World, interrupted: Strike['interrupted']): Promise<void> {
    // Every other kill is aimed at a mail that has been handed over and not been answered.
    const wantsMail = figures.kills % 2 === 1;
    const silent = await unanswered(world);
    if (wantsMail) await world.mailbox.fault({ mode: 'hang' });
    // The jobs of the worker before this one lie in the same list until Bull finds them stalled.
    const count = await killInside(world.worker, async () => {
      const jobs = (await newJobs(world)).length;
      return wantsMail ? Math.min(jobs, (await unanswered(world)) - silent) : jobs;
    });
    const mails = await mailsInHand(world);
    await world.mailbox.fault({ mode: 'accept' });
    interrupted(mails);
    figures.kills += 1;
    figures.inside += count > 0 ? 1 : 0;
    figures.mails += mails.length;
    for (const job of await newJobs(world)) {
      seen.add(job);
      figures.jobs += 1;
    }
    await world.worker.start();
  }

  async function newJobs({ queues }: World): Promise<string[]> {
    return (await queues.active()).filter((job) => !seen.has(job));
  }

  return {
    number: 2,
    title: 'kill -9 of the worker during jobs',
    async strike({ world, dose, isOver, interrupted }: Strike): Promise<void> {
      while (figures.kills < dose.kills && !isOver()) await strikeOnce(world, interrupted);
    },
    heal: (): Promise<Hits> => {
      const { kills, inside, jobs, mails } = figures;
      const what = { 'kills inside a job': inside, 'jobs cut off': jobs, 'mails in hand': mails };
      return Promise.resolve({ count: inside, detail: { kills, ...what } });
    },
  };
}

/** Mails that were handed over and that the mail server keeps silent about. */
async function unanswered({ mailbox }: World): Promise<number> {
  return (await mailbox.faultState()).hits.hang ?? 0;
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
