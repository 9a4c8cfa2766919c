export type ReservationStatus = 'held' | 'sold' | 'released';

/** What one order wants of one variant. */
export interface StockLine {
  readonly variantId: string;
  readonly quantity: number;
}

/** One line of an order's reservation, and the stock that it is taken from, both locked. */
export interface ReservedLine extends StockLine {
  readonly status: ReservationStatus;
  readonly expiresAt: Date;
  /** 0 for a variant that never had stock. */
  readonly available: number;
  readonly version: number;
}

export interface StockOfVariant {
  readonly available: number;
  readonly reserved: number;
  readonly version: number;
}

export type MovementKind = 'received' | 'reserved' | 'released' | 'sold' | 'adjusted' | 'returned';

/** One row of the ledger. `quantity` is signed: goods that go to an order (reserved, sold) count as negative. */
export interface StockMovement {
  readonly variantId: string;
  readonly kind: MovementKind;
  readonly quantity: number;
  readonly orderId?: string;
  readonly reason?: string;
  /** Who has done it, if it was not an order: an account's id or the name of a process. */
  readonly actor?: string;
}

/**
 * The shelves, the reservations and the ledger. Everything but `availability` needs a unit of work. Locks are always taken in the same
 * order: an order's reservation first, then its stock rows by variant id.
 */
export abstract class Stock {
  abstract availability(variantIds: readonly string[]): Promise<Map<string, number>>;

  /** Writes a held reservation. @returns how many lines are new; fewer than given means that the order has reserved before */
  abstract addReservation(orderId: string, lines: readonly StockLine[], minutes: number): Promise<number>;

  /** The lines in the order of their variant ids; empty if the order never reserved. */
  abstract lockReservation(orderId: string): Promise<ReservedLine[]>;

  abstract markReservation(orderId: string, status: 'sold' | 'released'): Promise<void>;

  /** Holds a released reservation anew. */
  abstract renewReservation(orderId: string, minutes: number): Promise<void>;

  /** Available → reserved. @returns how many lines were served: one that would go below zero is not */
  abstract take(lines: readonly StockLine[]): Promise<number>;

  /** Reserved → available. */
  abstract giveBack(lines: readonly StockLine[]): Promise<void>;

  /** Reserved → out of the house. */
  abstract ship(lines: readonly StockLine[]): Promise<void>;

  /** Undefined for a variant that never had stock. */
  abstract lock(variantId: string): Promise<StockOfVariant | undefined>;

  /** Pieces that can be sold now of those that have a shelf. */
  abstract pieces(variantIds: readonly string[]): Promise<Map<string, number>>;

  /** The shelves of all of them, new ones empty, locked in the order of their variants. */
  abstract lockMany(variantIds: readonly string[]): Promise<Map<string, StockOfVariant>>;

  /** Of locked shelves. */
  abstract setManyAvailable(lines: readonly StockLine[]): Promise<void>;

  /** An empty shelf; nothing happens if there is one. */
  abstract addShelf(variantId: string): Promise<void>;

  abstract setAvailable(variantId: string, available: number): Promise<void>;

  abstract addMovements(movements: readonly StockMovement[]): Promise<void>;
}
