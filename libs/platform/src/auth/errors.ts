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
