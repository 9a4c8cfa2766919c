/** Orders that still say whose they are. */
export abstract class NamedOrders {
  /** From now on the orders of this customer are due as soon as they are old enough. Part of the caller's unit of work. */
  abstract buyerErased(customerId: string): Promise<void>;

  /**
   * Takes names, addresses and notes out of orders of guests and of erased customers that were placed more than `days` ago, and tells
   * of it. An order that still waits for its payment, or for staff, keeps them. @returns how many, at most `limit`
   */
  abstract pseudonymise(days: number, limit: number): Promise<number>;

  /** Customers whose last order has lost its name need not be looked for any more. */
  abstract closeErasedBuyers(): Promise<void>;
}
