import type { Dose } from '../dose.js';
import type { World } from '../world.js';

/** What a fault did, by name, so that the table can show it. */
export interface Hits {
  /** How often it fell where it hurts; none of them would prove nothing. */
  readonly count: number;
  readonly detail: Readonly<Record<string, number>>;
}

export interface Strike {
  readonly world: World;
  readonly dose: Dose;
  /** Set when the load has ended, in time or not: nothing can be hit any more. */
  readonly isOver: () => boolean;
  /** Remembers mails that a killed worker had in hand. */
  readonly interrupted: (messageIds: readonly string[]) => void;
}

/** One way for things to go wrong. A new one is a file of its own and a line in index.ts. */
export interface Fault {
  /** As in the table of README.md. */
  readonly number: number;
  readonly title: string;
  /** Strikes while shoppers shop, and ends when it has struck often enough. */
  strike(strike: Strike): Promise<void>;
  /** Takes the cause away and tells what was hit. */
  heal(strike: Strike): Promise<Hits>;
}

export type MakeFault = () => Fault;
