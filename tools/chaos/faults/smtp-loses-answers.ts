import { setTimeout as sleep } from 'node:timers/promises';
import type { World } from '../world.js';
import type { Fault, Hits, Strike } from './fault.js';

/** 13, a part of it: the mail server takes the mail and its answer is lost, so that the shop can't know. */
export function smtpLosesAnswers(): Fault {
  let before = 0;
  return {
    number: 13,
    title: 'SMTP loses its answer after DATA',
    async strike({ world, dose, isOver }: Strike): Promise<void> {
      before = await lostAnswers(world);
      while (!isOver() && (await lostAnswers(world)) - before < dose.strikes) {
        await world.mailbox.fault({ mode: 'lose-answer', times: 1 + Math.floor(Math.random() * 3) });
        await sleep(100 + Math.random() * 400);
      }
    },
    async heal({ world }: Strike): Promise<Hits> {
      await world.mailbox.fault({ mode: 'accept' });
      const count = (await lostAnswers(world)) - before;
      return { count, detail: { 'mails whose answer was lost': count } };
    },
  };
}

async function lostAnswers({ mailbox }: World): Promise<number> {
  return (await mailbox.faultState()).hits['lose-answer'] ?? 0;
}
