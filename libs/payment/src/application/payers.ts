/** Whose payments they were. */
export abstract class Payers {
  /** Of these orders nobody is to know any more. Part of the caller's unit of work. */
  abstract forget(orderIds: readonly string[]): Promise<void>;
}
