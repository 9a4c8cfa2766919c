import { DomainError } from '#shared-kernel';

export interface Shortage {
  variantId: string;
  /** How the customer knows the article; without one the variant's id is named. */
  sku?: string | undefined;
  wanted: number;
  available: number;
  /** Where the client wrote it, `lines.<variant id>` if left out. */
  field?: string;
}

/** Some lines can't be served. `errors` names every one of them. */
export class OutOfStock extends DomainError {
  readonly code = 'inventory.out-of-stock';
  readonly kind = 'conflict';

  constructor(readonly shortages: readonly Shortage[]) {
    super(
      shortages.map(wording).join(' '),
      shortages.map((shortage) => ({
        field: shortage.field ?? `lines.${shortage.variantId}`,
        code: 'out-of-stock',
        message: wording(shortage),
      })),
    );
  }
}

function wording({ sku, variantId, available }: Shortage): string {
  const article = sku ?? variantId;
  if (available <= 0) return `${article} is sold out.`;
  return available === 1
    ? `Only one of ${article} is left.`
    : `Only ${String(available)} of ${article} are left.`;
}

/** The goods of this order were given back (or never held), so they can't be sold. */
export class ReservationNotHeld extends DomainError {
  readonly code = 'inventory.reservation-not-held';
  readonly kind = 'conflict';

  constructor(orderId: string) {
    super(`Order ${orderId} holds no goods any more.`);
  }
}

/** Sold goods come back as a return, not as a release. */
export class ReservationAlreadySold extends DomainError {
  readonly code = 'inventory.reservation-already-sold';
  readonly kind = 'conflict';

  constructor(orderId: string) {
    super(`The goods of order ${orderId} are sold.`);
  }
}

/** An order's goods do not change: a second reservation must ask for what the first one did. */
export class ReservationDiffers extends DomainError {
  readonly code = 'inventory.reservation-differs';
  readonly kind = 'conflict';

  constructor(orderId: string) {
    super(`Order ${orderId} was reserved with other lines before.`);
  }
}

export class InvalidStockQuantity extends DomainError {
  readonly code = 'inventory.invalid-quantity';
  readonly kind = 'invalid';

  constructor(field: string, message: string) {
    super(message, [{ field, code: 'invalid-quantity', message }]);
  }
}

/** Neither a shelf nor an article of the catalogue has this id. */
export class VariantNotFound extends DomainError {
  readonly code = 'inventory.variant-not-found';
  readonly kind = 'not-found';

  constructor() {
    super('There is no such variant.');
  }
}

/** More is to be taken away than is there. */
export class TooFewInStock extends DomainError {
  readonly code = 'inventory.too-few';
  readonly kind = 'conflict';

  constructor(available: number, wanted: number) {
    const message = `Only ${String(available)} can be sold, so ${String(wanted)} can't be taken away.`;
    super(message, [{ field: 'by', code: 'too-few', message }]);
  }
}

/** Sales, releases and other people change the stock too: what the caller has counted with is not there any more. */
export class StockHasChanged extends DomainError {
  readonly code = 'inventory.version-mismatch';
  readonly kind = 'precondition-failed';

  constructor(version: number) {
    super(`The stock has changed since it was read: its version is "${String(version)}" now.`);
  }
}
