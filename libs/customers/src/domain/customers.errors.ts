import { DomainError, type DomainErrorDetail } from '#shared-kernel';

export class InvalidEmail extends DomainError {
  readonly code = 'customers.invalid-email';
  readonly kind = 'invalid';

  constructor(field = 'email') {
    super('This is not an e-mail address.', [
      { field, code: 'isEmail', message: `${field} must be an e-mail address` },
    ]);
  }
}

/** Name or language of an account can't be so. */
export class InvalidProfile extends DomainError {
  readonly code = 'customers.invalid-profile';
  readonly kind = 'invalid';

  constructor(field: 'name' | 'locale', code: string, message: string) {
    super(`${message}.`, [{ field, code, message }]);
  }
}

export type PasswordWeakness = 'too-short' | 'too-long' | 'too-common' | 'about-you';

const weaknesses: Readonly<Record<PasswordWeakness, string>> = {
  'too-short': 'password must have at least 8 characters',
  'too-long': 'password must have at most 128 characters',
  'too-common': 'password is one that everybody tries first',
  'about-you': 'password must not be your name, your address or the name of the shop',
};

export class WeakPassword extends DomainError {
  readonly code = 'customers.weak-password';
  readonly kind = 'invalid';

  constructor(weakness: PasswordWeakness, field = 'password') {
    const message = weaknesses[weakness];
    super(`This password is not accepted: ${message}.`, [{ field, code: weakness, message }]);
  }
}

/** Told only where the shop has chosen to tell (ACCOUNT_VERIFICATION=optional), and to operators. */
export class EmailTaken extends DomainError {
  readonly code = 'customers.email-taken';
  readonly kind = 'conflict';

  constructor() {
    super('There is an account with this e-mail address already.', [
      { field: 'email', code: 'unique', message: 'email has an account already' },
    ]);
  }
}

export class AlreadyVerified extends DomainError {
  readonly code = 'customers.already-verified';
  readonly kind = 'conflict';

  constructor() {
    super('This e-mail address has been verified already.');
  }
}

export class CustomerNotFound extends DomainError {
  readonly code = 'customers.not-found';
  readonly kind = 'not-found';

  constructor() {
    super('There is no such account.');
  }
}

/** Unknown account and wrong password alike: which of the two is nobody's business. */
export class WrongCredentials extends DomainError {
  readonly code = 'auth.wrong-credentials';
  readonly kind = 'unauthenticated';

  constructor() {
    super('The e-mail address or the password is wrong.');
  }
}

/** Only for staff that know their password: the staff pages are not for every role. */
export class NotForThisRole extends DomainError {
  readonly code = 'auth.not-for-this-role';
  readonly kind = 'forbidden';

  constructor() {
    super('These pages are for managers and owners of the shop.');
  }
}

/** Only for somebody who knows the password. */
export class EmailNotVerified extends DomainError {
  readonly code = 'auth.email-not-verified';
  readonly kind = 'forbidden';

  constructor() {
    super(
      'Open the link in the mail that we sent you first; POST /v1/auth/verification-mails sends another.',
      [{ field: 'email', code: 'not-verified', message: 'email has not been verified yet' }],
    );
  }
}

/** Only for somebody who has shown that it is their account. */
export class AccountDisabled extends DomainError {
  readonly code = 'auth.account-disabled';
  readonly kind = 'forbidden';

  constructor() {
    super('This account has been disabled. Please ask the shop.');
  }
}

/** A sensitive change came without the password. */
export class PasswordNeeded extends DomainError {
  readonly code = 'auth.password-needed';
  readonly kind = 'forbidden';

  constructor() {
    super('To be safe, this change needs your password again.', [
      { field: 'currentPassword', code: 'isNotEmpty', message: 'currentPassword must be given' },
    ]);
  }
}

/** With a sensitive change. Not 401: the session is fine, and a client must not throw it away. */
export class WrongPassword extends DomainError {
  readonly code = 'auth.wrong-password';
  readonly kind = 'forbidden';

  constructor() {
    super('The password is wrong.', [
      { field: 'currentPassword', code: 'wrong', message: 'currentPassword is wrong' },
    ]);
  }
}

/** Unknown, used, run out or voided by a later mail. */
export class InvalidVerificationToken extends DomainError {
  readonly code = 'auth.verification-token-invalid';
  readonly kind = 'invalid';

  constructor() {
    super('This link has been used, has run out, or was replaced by a later one.', [
      { field: 'token', code: 'invalid', message: 'token is not valid any more' },
    ]);
  }
}

/** Unknown, or its session was signed out or has reached its end. */
export class InvalidRefreshToken extends DomainError {
  readonly code = 'auth.refresh-token-invalid';
  readonly kind = 'unauthenticated';

  constructor() {
    super('This refresh token is not valid any more. Please sign in again.', [
      { field: 'refreshToken', code: 'invalid', message: 'refreshToken is not valid any more' },
    ]);
  }
}

/** A token that had its turn came again, so somebody has a copy: everything from that sign-in has been ended. */
export class RefreshTokenReused extends DomainError {
  readonly code = 'auth.refresh-token-reused';
  readonly kind = 'unauthenticated';

  constructor() {
    super(
      'This refresh token was used before. To be safe, this sign-in has been ended; please sign in again.',
      [{ field: 'refreshToken', code: 'reused', message: 'refreshToken was used before' }],
    );
  }
}

export class SessionNotFound extends DomainError {
  readonly code = 'customers.session-not-found';
  readonly kind = 'not-found';

  constructor() {
    super('There is no such session, or it has ended.');
  }
}

export class AddressNotFound extends DomainError {
  readonly code = 'customers.address-not-found';
  readonly kind = 'not-found';

  constructor() {
    super('There is no such address.');
  }
}

export class TooManyAddresses extends DomainError {
  readonly code = 'customers.too-many-addresses';
  readonly kind = 'conflict';

  constructor(capacity: number) {
    super(`An account holds at most ${String(capacity)} addresses. Remove one first.`);
  }
}

export class InvalidAddress extends DomainError {
  readonly code = 'customers.invalid-address';
  readonly kind = 'invalid';

  constructor(details: readonly DomainErrorDetail[]) {
    super(`The address is not valid: ${details.map(({ field }) => field).join(', ')}.`, details);
  }
}
