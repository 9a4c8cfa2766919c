import { DomainError } from '#shared-kernel';

export class PhoneNumberNotFound extends DomainError {
  readonly code = 'customers.phone-number-not-found';
  readonly kind = 'not-found';

  constructor() {
    super('There is no such telephone number.');
  }
}

export class TooManyPhoneNumbers extends DomainError {
  readonly code = 'customers.too-many-phone-numbers';
  readonly kind = 'conflict';

  constructor(capacity: number) {
    super(`An account holds at most ${String(capacity)} telephone numbers. Remove one first.`);
  }
}

export class PhoneNumberKnown extends DomainError {
  readonly code = 'customers.phone-number-known';
  readonly kind = 'conflict';

  constructor() {
    super('This telephone number is in the account already.', [
      { field: 'number', code: 'unique', message: 'number is in the account already' },
    ]);
  }
}

export class InvalidPhoneNumber extends DomainError {
  readonly code = 'customers.invalid-phone-number';
  readonly kind = 'invalid';

  constructor(field: 'number' | 'label' | 'country', code: string, message: string) {
    super(`${message}.`, [{ field, code, message }]);
  }
}
