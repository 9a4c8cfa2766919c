import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault, Hits, Strike } from './fault.js';

const orderly = {};

/** 6: every webhook three times and out of order; and all of them twice more when everything is settled. */
export function webhooksThrice(): Fault {
  const since = Math.floor(Date.now() / 1_000);
  let before = { duplicates: 0, reordered: 0 };
  return {
    number: 6,
    title: 'webhooks three times and shuffled',
    async strike({ world, dose, isOver }: Strike): Promise<void> {
      const { duplicates = 0, reordered = 0 } = (await world.stripe.statistics()).webhooks;
      before = { duplicates, reordered };
      await world.stripe.webhooks({ duplicates: 2, shuffle: true, delayMs: 100 });
      const wanted = before.duplicates + dose.strikes;
      while (!isOver() && ((await world.stripe.statistics()).webhooks['duplicates'] ?? 0) < wanted)
        await sleep(200);
    },
    async heal({ world }: Strike): Promise<Hits> {
      const { duplicates = 0, reordered = 0 } = (await world.stripe.statistics()).webhooks;
      await world.stripe.webhooks(orderly);
      const { events } = await world.stripe.redeliver({ since, times: 2 });
      const again = duplicates - before.duplicates;
      const moved = reordered - before.reordered;
      const detail = {
        'webhooks sent again': again,
        'out of order': moved,
        'events sent twice more afterwards': events,
      };
      return { count: Math.min(again, moved), detail };
    },
  };
}
