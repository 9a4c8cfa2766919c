export interface ReserveStockInput {
  orderId: string;
  /** Whole pieces, at least one a line. `sku` is only for the wording of OutOfStock. */
  lines: readonly { variantId: string; quantity: number; sku?: string }[];
  /** How long the goods are held, by the database's clock. */
  minutes: number;
}

/** What other contexts may ask of the stock. Each method joins the caller's unit of work, or runs in one of its own. */
export abstract class InventoryFacade {
  /** Pieces that can be sold now, for each id that was asked; 0 for a variant that has no stock. One indexed query. */
  abstract availability(variantIds: readonly string[]): Promise<Map<string, number>>;

  /**
   * Holds the goods of an order: all lines or none. Call it last in the transaction: stock rows are the ones that everybody wants.
   * Repeating it for an order that holds or has sold its goods changes nothing; after a release it holds them anew, if they are still there.
   * @throws OutOfStock naming each line that can't be served
   */
  abstract reserve(input: ReserveStockInput): Promise<{ expiresAt: Date }>;

  /** Turns what the order holds into a sale. Repeating it changes nothing. @throws ReservationNotHeld if it was released */
  abstract commit(orderId: string): Promise<void>;

  /**
   * Gives back what the order holds. Repeating it changes nothing, and so does an order that never held anything.
   * @throws ReservationAlreadySold: goods that were sold come back as a return
   */
  abstract release(orderId: string, reason: string): Promise<void>;

  /** Sets how many pieces can be sold from now on, on top of what orders hold. Creates the stock of a new variant. Audited. */
  abstract setStock(variantId: string, quantity: number, reason: string): Promise<void>;
}
