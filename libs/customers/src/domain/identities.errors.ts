import { DomainError } from '#shared-kernel';

/** The account at the provider opens somebody else's account here. */
export class IdentityTaken extends DomainError {
  readonly code = 'customers.identity-taken';
  readonly kind = 'conflict';

  constructor() {
    super(
      'That account is linked to another account of the shop. Sign in with it, or unlink it there first.',
    );
  }
}

/** One of each provider is enough, and whoever gets hold of an old address must not come in by it. */
export class AnotherIdentityLinked extends DomainError {
  readonly code = 'customers.another-identity-linked';
  readonly kind = 'conflict';

  constructor() {
    super(
      'This account is linked to another account of that provider. Sign in with that one, or unlink it first.',
    );
  }
}

export class IdentityNotFound extends DomainError {
  readonly code = 'customers.identity-not-found';
  readonly kind = 'not-found';

  constructor() {
    super('No account of this provider is linked.');
  }
}

/** Without it nobody could sign in to the account any more. */
export class LastWayIn extends DomainError {
  readonly code = 'customers.last-way-in';
  readonly kind = 'conflict';

  constructor() {
    super(
      'This is the only way to sign in to your account. Set a password first: ask for a link to reset it.',
    );
  }
}
