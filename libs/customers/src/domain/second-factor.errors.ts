import { DomainError, type DomainErrorKind } from '#shared-kernel';

/** A code that is wrong, too old, or was used before; which of these is not told. */
export class WrongCode extends DomainError {
  readonly code = 'auth.wrong-code';

  /** Who has a session keeps it (403, not 401). */
  constructor(readonly kind: Extract<DomainErrorKind, 'unauthenticated' | 'forbidden'>) {
    super('This code is wrong, has run out, or was used before.', [
      { field: 'code', code: 'wrong', message: 'code is wrong' },
    ]);
  }
}

/** Too many wrong codes in a row. Recovery codes are taken all the same. */
export class TooManyWrongCodes extends DomainError {
  readonly code = 'auth.too-many-wrong-codes';
  readonly kind = 'too-many-requests';

  constructor(override readonly retryAfterSeconds: number) {
    super(
      `There were too many wrong codes. Please wait ${String(retryAfterSeconds)} seconds, or use a recovery code.`,
    );
  }
}

/** Unknown, used, run out, tried too often, or the account has changed since. */
export class InvalidChallenge extends DomainError {
  readonly code = 'auth.challenge-invalid';
  readonly kind = 'unauthenticated';

  constructor() {
    super('This sign-in has run out. Please begin again with your password.', [
      { field: 'challenge', code: 'invalid', message: 'challenge is not valid any more' },
    ]);
  }
}

export class SecondFactorEnabled extends DomainError {
  readonly code = 'auth.second-factor-enabled';
  readonly kind = 'conflict';

  constructor() {
    super('This account has a second factor. Take it away first.');
  }
}

export class SecondFactorNotEnabled extends DomainError {
  readonly code = 'auth.second-factor-not-enabled';
  readonly kind = 'conflict';

  constructor() {
    super('This account has no second factor.');
  }
}

/** It was not begun, or too long ago. */
export class SecondFactorNotBegun extends DomainError {
  readonly code = 'auth.second-factor-not-begun';
  readonly kind = 'conflict';

  constructor() {
    super(
      'Begin with POST /v1/me/second-factor first; what was begun has to be confirmed within 15 minutes.',
    );
  }
}

/** The staff pages, for staff that has set up none. */
export class SecondFactorMissing extends DomainError {
  readonly code = 'auth.second-factor-needed';
  readonly kind = 'forbidden';

  constructor() {
    super('Your role needs a second factor. Set one up with POST /v1/me/second-factor first.');
  }
}

/** Somebody's own is taken away with their password and a code. */
export class OwnSecondFactor extends DomainError {
  readonly code = 'auth.own-second-factor';
  readonly kind = 'conflict';

  constructor() {
    super('Take away your own second factor with DELETE /v1/me/second-factor.');
  }
}

/** Of staff, which other staff has no power over. */
export class StaffSecondFactor extends DomainError {
  readonly code = 'auth.forbidden';
  readonly kind = 'forbidden';

  constructor() {
    super("This is an account of staff: taking away its second factor needs the permission 'staff:manage'.");
  }
}

/** The password was right, in a form that has a field for the code. */
export class CodeNeeded extends DomainError {
  readonly code = 'auth.code-needed';
  readonly kind = 'unauthenticated';

  constructor() {
    super('Your account has a second factor. Please enter your password again, and the code of your app.', [
      { field: 'code', code: 'isNotEmpty', message: 'code must be given' },
    ]);
  }
}
