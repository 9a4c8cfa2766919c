import { DomainError } from '#shared-kernel';
import type { OrderStatus } from './order-status.js';

/** Unknown and foreign alike, so that nobody learns which orders exist. */
export class OrderNotFound extends DomainError {
  readonly code = 'ordering.order-not-found';
  readonly kind = 'not-found';

  constructor() {
    super('There is no such order.');
  }
}

export class OrderTransitionRefused extends DomainError {
  readonly code = 'ordering.transition-refused';
  readonly kind = 'conflict';

  constructor(
    number: string,
    readonly from: OrderStatus,
    readonly to: OrderStatus,
  ) {
    super(`Order ${number} is ${from} and can't become ${to}.`);
  }
}

export class HoldNotOver extends DomainError {
  readonly code = 'ordering.hold-not-over';
  readonly kind = 'conflict';

  constructor(number: string) {
    super(`Order ${number} can still be paid: its goods are held for a while.`);
  }
}

/** Money came that does not fit the order; staff decide before anything else happens to it. */
export class OrderUnderReview extends DomainError {
  readonly code = 'ordering.under-review';
  readonly kind = 'conflict';

  constructor(number: string) {
    super(`Order ${number} is being looked at by the shop's staff.`);
  }
}
