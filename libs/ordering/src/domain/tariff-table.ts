import type { Tariffs } from './tariffs.js';

export abstract class TariffTable {
  /** May be some seconds old: an order says what it expects to pay, or is checked against what the shopper saw. */
  abstract current(): Promise<Tariffs>;
}
