import { DomainError, type DomainErrorDetail } from '#shared-kernel';
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

/** Something in the cart is not in the shop any more, or not in the cart's currency. */
export class NotSellable extends DomainError {
  readonly code = 'ordering.not-sellable';
  readonly kind = 'conflict';

  constructor(lines: readonly { readonly variantId: string; readonly position: number }[]) {
    super(
      'Something in the cart can no longer be bought. Take it out and try again.',
      lines.map(({ variantId, position }) => ({
        field: `lines.${position}.variantId`,
        code: 'not-sellable',
        message: `The variant ${variantId} can no longer be bought`,
      })),
    );
  }
}

/** The shopper would pay something else than they were shown. `details` hold the lines that changed and the totals as they are now. */
export class PriceChanged extends DomainError {
  readonly code = 'ordering.price-changed';
  readonly kind = 'conflict';

  constructor(total: string, details: readonly DomainErrorDetail[]) {
    super(
      `Prices have changed: the total is now ${total}. Look at it and order again with it as expectedTotal.`,
      details,
    );
  }
}

export class ShippingNotAvailable extends DomainError {
  readonly code = 'ordering.shipping-not-available';
  readonly kind = 'conflict';

  constructor(country: string) {
    super(
      `This shipping method does not go to ${country}. GET /v1/shipping-methods lists the ones that do.`,
      [
        {
          field: 'shippingMethodId',
          code: 'not-available',
          message: `shippingMethodId does not go to ${country}`,
        },
      ],
    );
  }
}

export class UnknownRegion extends DomainError {
  readonly code = 'ordering.unknown-region';
  readonly kind = 'invalid';

  constructor(country: string, field: string) {
    const rule = `${field} must be the two-letter code of a state or province of ${country}, such as CA`;
    super(`The tax in ${country} depends on the state or province: ${rule}.`, [
      { field, code: 'unknown-region', message: rule },
    ]);
  }
}

export class GuestCheckoutOff extends DomainError {
  readonly code = 'ordering.guest-checkout-off';
  readonly kind = 'unauthenticated';

  constructor() {
    super('This shop sells to customers only: sign in first.');
  }
}

export class UnknownPlace extends DomainError {
  readonly code = 'ordering.unknown-place';
  readonly kind = 'invalid';

  constructor(place: string) {
    super(`'${place}' is no country such as DE and no state such as US-CA.`);
  }
}

export class UnknownTaxChoice extends DomainError {
  readonly code = 'ordering.unknown-tax-choice';
  readonly kind = 'not-found';

  constructor(label: string) {
    super(`There is no rate '${label}' to choose.`);
  }
}

/** A list of orders can't go on behind one that there is not. */
export class UnknownOrderCursor extends DomainError {
  readonly code = 'validation.failed';
  readonly kind = 'invalid';

  constructor() {
    const message = 'cursor must be the nextCursor of an answer';
    super(`The request is not valid: ${message}.`, [{ field: 'cursor', code: 'isCursor', message }]);
  }
}
