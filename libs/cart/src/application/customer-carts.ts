/** The carts of one customer, whatever their status. */
export abstract class CustomerCarts {
  /**
   * They are deleted. One that an order has taken stays until that has ended, and belongs to nobody: the clean-up finds it.
   * Part of the caller's unit of work.
   */
  abstract forget(customerId: string): Promise<void>;
}
