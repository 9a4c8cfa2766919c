import { DomainError } from '#shared-kernel';

/** Unknown and foreign alike. */
export class PaymentNotFound extends DomainError {
  readonly code = 'payment.not-found';
  readonly kind = 'not-found';

  constructor() {
    super('There is no such payment.');
  }
}

export class PaymentTransitionRefused extends DomainError {
  readonly code = 'payment.transition-refused';
  readonly kind = 'conflict';

  constructor(from: string, to: string) {
    super(`A payment that is ${from} can't become ${to}.`);
  }
}

export class OrderNotPayable extends DomainError {
  readonly code = 'payment.order-not-payable';
  readonly kind = 'conflict';

  constructor(number: string, status: string) {
    super(
      status === 'pending'
        ? `Order ${number} can't be paid any more: the time for it is over.`
        : `Order ${number} can't be paid: it is ${status}.`,
    );
  }
}

/** The money has come; what was asked would need it not to have. */
export class AlreadyPaid extends DomainError {
  readonly code = 'payment.already-paid';
  readonly kind = 'conflict';

  constructor() {
    super('This order has been paid.');
  }
}

/** The bank has not decided yet, and nobody may act as if it had. */
export class PaymentInProgress extends DomainError {
  readonly code = 'payment.in-progress';
  readonly kind = 'conflict';

  constructor() {
    super('A payment of this order is being processed. Please wait for its outcome.');
  }
}

/** Stripe did not answer, or not usefully. Whether it did what was asked is not known. */
export class ProviderUnavailable extends DomainError {
  readonly code = 'payment.provider-unavailable';
  readonly kind = 'unavailable';

  constructor(cause?: unknown) {
    super('The payment provider is not available right now. The order stands; please try again in a moment.');
    this.cause = cause;
  }
}

/** Stripe refused the request for what is in it; nothing was made. `reason` is Stripe's code. */
export class ProviderRefused extends DomainError {
  readonly code = 'payment.provider-refused';
  readonly kind = 'conflict';

  constructor(
    readonly reason: string,
    cause?: unknown,
  ) {
    super(`The payment provider refused the payment (${reason}).`);
    this.cause = cause;
  }
}

/** The idempotency key can't be used again: it stands for other parameters, or for an answer of 500 that Stripe repeats. */
export class IdempotencyKeySpent extends DomainError {
  readonly code = 'payment.idempotency-key-spent';
  readonly kind = 'unavailable';

  constructor(cause?: unknown) {
    super('The payment provider can not repeat this request. Please try again.');
    this.cause = cause;
  }
}

/** The webhook was not signed with one of our secrets, or long ago. */
export class ForgedWebhook extends DomainError {
  readonly code = 'payment.bad-signature';
  readonly kind = 'invalid';

  constructor(cause?: unknown) {
    super('The signature of this webhook is missing or wrong.');
    this.cause = cause;
  }
}

/** A test event for a live shop, or the other way round. */
export class WrongMode extends DomainError {
  readonly code = 'payment.wrong-mode';
  readonly kind = 'invalid';

  constructor() {
    super("The event's livemode is not that of this shop.");
  }
}

/** A payment was opened while the order was being ended; whoever ends it looks again. */
export class PaymentOpenedMeanwhile extends DomainError {
  readonly code = 'payment.opened-meanwhile';
  readonly kind = 'conflict';

  constructor() {
    super('A payment of this order was opened in this moment. Please try again.');
  }
}
