import { setTimeout as sleep } from 'node:timers/promises';
import type { World } from '../world.js';
import type { Fault, Hits, Strike } from './fault.js';

/** Stripe's SDK asks twice more by itself: the shop meets the loss only if the repeated answers are lost too. */
const tries = 3;

/** `forGood`: for everybody who is asking just then, however often. */
const targets: readonly { operation: string; times: number | 'forGood' }[] = [
  { operation: 'payment_intents.confirm', times: 2 },
  { operation: 'payment_intents.create', times: 'forGood' },
  { operation: 'payment_intents.confirm', times: 1 },
  { operation: 'checkout.sessions.create', times: 'forGood' },
  { operation: 'payment_intents.retrieve', times: 'forGood' },
  { operation: 'payment_intents.cancel', times: tries },
  { operation: 'checkout.sessions.retrieve', times: tries },
  { operation: 'checkout.sessions.expire', times: tries },
];

/** 8: Stripe does what it was asked, the charge above all, and its answer is lost. Unknown is not failed. */
export function stripeLosesAnswers(): Fault {
  let lostBefore = 0;
  let unknownBefore = 0;
  let ordered = 0;

  async function strikeOnce({ world: { stripe }, dose, isOver }: Strike): Promise<void> {
    const { operation, times } = targets[ordered % targets.length] ?? { operation: '*', times: 1 };
    await stripe.fault({ kind: 'lost', operation, times: times === 'forGood' ? tries * dose.lanes : times });
    for (let look = 0; look < 20 && !isOver() && (await stripe.faultsWaiting()) > 0; look += 1)
      await sleep(100);
    if (times === 'forGood') await stripe.clearFaults();
    ordered += 1;
  }

  return {
    number: 8,
    title: 'Stripe charges and its answer is lost',
    async strike(strike: Strike): Promise<void> {
      lostBefore = await lost(strike.world);
      unknownBefore = await unknownPayments(strike.world);
      while (ordered < strike.dose.strikes && !strike.isOver()) await strikeOnce(strike);
    },
    async heal({ world }: Strike): Promise<Hits> {
      await world.stripe.clearFaults();
      const answers = (await lost(world)) - lostBefore;
      const unknown = (await unknownPayments(world)) - unknownBefore;
      const detail = { 'faults ordered': ordered, 'answers lost': answers, 'payments left unknown': unknown };
      return { count: unknown === 0 ? 0 : answers, detail };
    },
  };
}

async function lost({ stripe }: World): Promise<number> {
  return (await stripe.statistics()).faults['lost'] ?? 0;
}

/** What the shop itself could not know for a while. */
function unknownPayments({ database }: World): Promise<number> {
  return database.number(
    `SELECT COUNT(DISTINCT subject_id)
     FROM audit_log
     WHERE action = 'payment.change-status' AND after_state LIKE '%"status":"unknown"%'`,
  );
}
