import { DomainError } from '#shared-kernel';

/** Of a mailed link: unknown, used, run out, voided by a later mail, or of an account that is disabled. Which one is nobody's business. */
export class InvalidResetToken extends DomainError {
  readonly code = 'auth.reset-token-invalid';
  readonly kind = 'invalid';

  constructor() {
    super('This link has been used, has run out, or was replaced by a later one.', [
      { field: 'token', code: 'invalid', message: 'token is not valid any more' },
    ]);
  }
}

/** As above. */
export class InvalidEmailChangeToken extends DomainError {
  readonly code = 'auth.email-change-token-invalid';
  readonly kind = 'invalid';

  constructor() {
    super('This link has been used, has run out, or was replaced by a later one.', [
      { field: 'token', code: 'invalid', message: 'token is not valid any more' },
    ]);
  }
}

/** A sensitive change to an account without a password, which could not be asked for. */
export class SignInAgain extends DomainError {
  readonly code = 'auth.sign-in-again';
  readonly kind = 'forbidden';

  constructor() {
    super(
      'To be safe, this change needs a sign-in that is not older than ten minutes. Please sign in again.',
    );
  }
}

/** Told only to whoever has opened the link in the mail to that address. */
export class NewEmailTaken extends DomainError {
  readonly code = 'customers.new-email-taken';
  readonly kind = 'conflict';

  constructor() {
    super(
      'Meanwhile another account has been made with this e-mail address. Your account keeps the address that it has.',
    );
  }
}

/** Between the password and the change that it was shown for. */
export class SessionEnded extends DomainError {
  readonly code = 'auth.unauthenticated';
  readonly kind = 'unauthenticated';

  constructor() {
    super('This session has been ended: sign in again.');
  }
}
