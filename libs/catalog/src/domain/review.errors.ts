import { DomainError, type DomainErrorDetail } from '#shared-kernel';

/** Something about a review can't be so. The details name the fields. */
export class InvalidReview extends DomainError {
  readonly code = 'catalog.invalid-review';
  readonly kind = 'invalid';

  constructor(details: readonly DomainErrorDetail[]) {
    super(details.map(({ message }) => message).join('; '), details);
  }
}

/** Unknown, or somebody else's. */
export class ReviewNotFound extends DomainError {
  readonly code = 'catalog.review-not-found';
  readonly kind = 'not-found';

  constructor() {
    super('There is no such review.');
  }
}

export class AlreadyReviewed extends DomainError {
  readonly code = 'catalog.already-reviewed';
  readonly kind = 'conflict';

  constructor() {
    super('You have reviewed this product. Change that review instead: it is among /v1/me/reviews.');
  }
}

export class ReviewStatusRefused extends DomainError {
  readonly code = 'catalog.review-status-refused';
  readonly kind = 'conflict';

  constructor(from: string, to: string) {
    super(`A review that is ${from} can't become ${to}.`);
  }
}
