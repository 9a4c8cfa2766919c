import { DomainError } from '#shared-kernel';
import { grantableScopes } from './roles.js';

export class UnknownScopes extends DomainError {
  readonly code = 'customers.unknown-scopes';
  readonly kind = 'invalid';

  constructor(unknown: readonly string[]) {
    super(
      `API keys can't be given: ${unknown.join(', ')}. There are: ${grantableScopes.join(', ')}.`,
      unknown.map((scope) => ({ field: 'scopes', code: 'unknown', message: `'${scope}' is no scope` })),
    );
  }
}

export class InvalidApiKey extends DomainError {
  readonly code = 'customers.invalid-api-key';
  readonly kind = 'invalid';

  constructor(field: 'name' | 'scopes' | 'expiresAt', code: string, message: string) {
    super(`${message}.`, [{ field, code, message }]);
  }
}

export class ApiKeyNotFound extends DomainError {
  readonly code = 'customers.api-key-not-found';
  readonly kind = 'not-found';

  constructor() {
    super('There is no such API key, or it was revoked before.');
  }
}

export class StaffNotFound extends DomainError {
  readonly code = 'customers.staff-not-found';
  readonly kind = 'not-found';

  constructor() {
    super('There is no such member of the staff.');
  }
}

export class AlreadyStaff extends DomainError {
  readonly code = 'customers.already-staff';
  readonly kind = 'conflict';

  constructor() {
    super('This address belongs to a member of the staff already. Change the role instead.');
  }
}

export class InvitationNotFound extends DomainError {
  readonly code = 'customers.invitation-not-found';
  readonly kind = 'not-found';

  constructor() {
    super('There is no such invitation, or it was accepted or revoked before.');
  }
}

/** Unknown, used, run out, revoked or voided by a later one. */
export class InvalidInvitation extends DomainError {
  readonly code = 'auth.invitation-invalid';
  readonly kind = 'invalid';

  constructor() {
    super('This invitation has been used, has run out, or was replaced by a later one.', [
      { field: 'token', code: 'invalid', message: 'token is not valid any more' },
    ]);
  }
}

/** Nobody takes power away from himself by mistake, and nobody gives himself any. */
export class OwnAccount extends DomainError {
  readonly code = 'customers.own-account';
  readonly kind = 'conflict';

  constructor() {
    super('This is your own account. Ask another owner to do it.');
  }
}

export class LastOwner extends DomainError {
  readonly code = 'customers.last-owner';
  readonly kind = 'conflict';

  constructor() {
    super('This is the only owner. Make somebody else an owner first.');
  }
}

/** Between the question and the lock the one who asks has lost the role, or somebody without it asks for an account of staff. */
export class OwnersOnly extends DomainError {
  readonly code = 'customers.owners-only';
  readonly kind = 'forbidden';

  constructor() {
    super('Only owners decide about the staff.');
  }
}

export class AccountErased extends DomainError {
  readonly code = 'customers.account-erased';
  readonly kind = 'conflict';

  constructor() {
    super('This account has been erased: there is nothing left to disable or enable.');
  }
}

/** The one that a list would go on behind is gone, or it never was in one. */
export class UnknownCursor extends DomainError {
  readonly code = 'validation.failed';
  readonly kind = 'invalid';

  constructor() {
    const message = 'cursor must be the nextCursor of an answer';
    super(`The request is not valid: ${message}.`, [{ field: 'cursor', code: 'isCursor', message }]);
  }
}
