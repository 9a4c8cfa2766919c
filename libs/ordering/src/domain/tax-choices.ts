import type { TaxRate, TaxRule } from './tariffs.js';

/** Rates that staff can choose from, and the table of those that are charged. Writes only inside a unit of work. */
export abstract class TaxChoices {
  /** In their order. */
  abstract all(): Promise<TaxRate[]>;

  /** What is charged there so far; the rows of a whole country have the region ''. */
  abstract charged(country: string, region: string): Promise<TaxRate | undefined>;

  /** From now on, in place of the rate that was charged there. */
  abstract charge(rule: TaxRule): Promise<void>;
}
