import { DomainError } from '#shared-kernel';

export class Unauthenticated extends DomainError {
  readonly code = 'auth.unauthenticated';
  readonly kind = 'unauthenticated';

  constructor(message = 'Sign in first: this needs a valid access token.') {
    super(message);
  }
}

export class Forbidden extends DomainError {
  readonly code = 'auth.forbidden';
  readonly kind = 'forbidden';

  constructor(permission: string | undefined) {
    super(permission === undefined ? 'Nobody may do this.' : `This needs the permission '${permission}'.`);
  }
}

/** Staff do their work with a second factor here, and this session has shown none. */
export class SecondFactorNeeded extends DomainError {
  readonly code = 'auth.second-factor-needed';
  readonly kind = 'forbidden';

  constructor() {
    super(
      'Your role needs a second factor. Set one up with POST /v1/me/second-factor, or sign in with the one that you have.',
    );
  }
}
