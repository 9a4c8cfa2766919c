import type { CustomerId } from './ids.js';

/** Whoever says who may do what. */
export abstract class Owners {
  /**
   * All owners that can sign in. Until the unit of work ends nobody else can make or unmake one: without that, two owners who
   * demote each other at the same moment would leave none. To be called before any account is loaded, so that locks are taken in one order.
   */
  abstract lock(): Promise<ReadonlySet<CustomerId>>;
}
