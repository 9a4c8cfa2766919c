import type { Options } from './options.js';

/** How much of everything a run takes. */
export interface Dose {
  readonly checkouts: number;
  readonly lanes: number;
  /** How often a fault strikes that needs a restart each time. */
  readonly kills: number;
  /** How often a fault strikes that passes by itself. */
  readonly strikes: number;
  /** After so long the unpaid orders' holds end. */
  readonly holdSeconds: number;
  /** After so long the lease of an idempotency key ends whose request died; undefined: the shop's own 30 s. */
  readonly leaseSeconds: number | undefined;
  readonly clientPatienceMs: number;
  readonly quietWithinMs: number;
  readonly loadWithinMs: number;
}

export function doseOf({ checkouts, lanes, short }: Options): Dose {
  const common = { checkouts, lanes };
  return short
    ? {
        ...common,
        ...{ kills: 2, strikes: 6, holdSeconds: 4, leaseSeconds: 3 },
        ...{ clientPatienceMs: 30_000, quietWithinMs: 60_000, loadWithinMs: 40_000 },
      }
    : {
        ...common,
        ...{ kills: 5, strikes: 40, holdSeconds: 10, leaseSeconds: undefined },
        ...{ clientPatienceMs: 90_000, quietWithinMs: 150_000, loadWithinMs: 240_000 },
      };
}
