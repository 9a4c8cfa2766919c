import { step } from '#launcher/console.mjs';
import type { Checkout } from './checkout.js';
import type { Dose } from './dose.js';
import type { Fault, Hits, MakeFault, Strike } from './faults/fault.js';
import { Haste } from './haste.js';
import { violationsOf } from './invariants/index.js';
import type { Violation } from './invariants/violation.js';
import { Load } from './load.js';
import { untilQuiet, type Unfinished } from './quiet.js';
import { countsOf, type FaultResult } from './result.js';
import { Shelf } from './shelf.js';
import { gatherTruth, type Truth } from './truth.js';
import type { World } from './world.js';

/** Fault after fault on one shop; after each of them everything that was ever done must still hold. */
export class ChaosRun {
  private readonly checkouts: Checkout[] = [];
  private readonly shelf: Shelf;
  private readonly interruptedMails = new Set<string>();
  private readonly failures: string[] = [];
  private readonly told = new Set<string>();

  constructor(
    private readonly world: World,
    private readonly dose: Dose,
  ) {
    this.shelf = new Shelf(world.database);
  }

  async withFault(make: MakeFault): Promise<FaultResult> {
    const fault = make();
    const since = Date.now();
    await this.shelf.stock(this.dose.checkouts);
    const load = new Load(this.world, this.dose, fault.number, this.shelf);
    const hits = await step(`${fault.number}: ${fault.title}`, () => this.strike(fault, load));
    const { unfinished, seconds } = await this.quiet();
    this.failures.push(...load.encounters.failures, ...this.crashes());
    const truth = await this.truth(unfinished);
    return {
      ...{ number: fault.number, title: fault.title, hits },
      counts: countsOf(truth, load.checkouts),
      encounters: load.encounters,
      violations: [...tooHarmless(hits), ...this.fresh(truth)],
      seconds: (Date.now() - since) / 1_000,
      quietAfterSeconds: seconds,
    };
  }

  /** Once more at the end: what came late must not have changed anything. */
  async afterwards(): Promise<Violation[]> {
    const { unfinished } = await this.quiet();
    return this.fresh(await this.truth(unfinished));
  }

  private async strike(fault: Fault, load: Load): Promise<Hits> {
    const state = { isStruck: false, isOver: false };
    const strike: Strike = {
      world: this.world,
      dose: this.dose,
      isOver: () => state.isOver,
      interrupted: (ids) => ids.forEach((id) => this.interruptedMails.add(id)),
    };
    const haste = new Haste(this.world.database, this.dose);
    haste.begin();
    const striking = load
      .underWay(strike.isOver)
      .then(() => fault.strike(strike))
      .finally(() => (state.isStruck = true));
    const loading = load.run(() => state.isStruck).finally(() => (state.isOver = true));
    try {
      // Both to their ends, also when one fails: a strike that goes on would start programs anew behind our back.
      const ends = await Promise.allSettled([striking, loading]);
      for (const end of ends) if (end.status === 'rejected') throw end.reason;
      return await fault.heal(strike);
    } finally {
      this.checkouts.push(...load.checkouts);
      await haste.end();
    }
  }

  private async quiet(): Promise<{ unfinished: Unfinished; seconds: number }> {
    const since = Date.now();
    const haste = new Haste(this.world.database, this.dose);
    haste.begin();
    const unfinished = await untilQuiet(this.world, this.dose.quietWithinMs).finally(() => haste.end());
    return { unfinished, seconds: (Date.now() - since) / 1_000 };
  }

  private truth(unfinished: Unfinished): Promise<Truth> {
    const { checkouts, interruptedMails, failures } = this;
    const shelf = this.shelf.initial;
    return gatherTruth(this.world, { checkouts, shelf, interruptedMails, failures, unfinished });
  }

  private crashes(): string[] {
    return this.world.programs.flatMap((program) => program.crashes.splice(0));
  }

  /** What an earlier fault has broken stays broken: it is told once. */
  private fresh(truth: Truth): Violation[] {
    return violationsOf(truth).filter(({ invariant, what }) => {
      const isNew = !this.told.has(`${invariant} ${what}`);
      this.told.add(`${invariant} ${what}`);
      return isNew;
    });
  }
}

function tooHarmless({ count }: Hits): Violation[] {
  return count > 0 ? [] : [{ invariant: 'hits', what: 'the fault never fell where it hurts' }];
}
