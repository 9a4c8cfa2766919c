/** A place in the row of carts by their last use. */
export interface CartPlace {
  readonly id: string;
  readonly usedAt: Date;
}

/** Carts that nobody has used for long, and that no order may refer to: open ones and closed ones, never checked-out ones. */
export abstract class UnusedCarts {
  /** The next ones behind `after`, oldest first. Locks nothing. */
  abstract next(query: UnusedCartsQuery): Promise<CartPlace[]>;

  /** In one short transaction. Carts that are in use at this moment, or have been used meanwhile, stay. @returns how many went */
  abstract delete(ids: readonly string[], olderThanDays: number): Promise<number>;
}

export interface UnusedCartsQuery {
  status: 'open' | 'closed';
  olderThanDays: number;
  after: CartPlace | undefined;
  limit: number;
}
