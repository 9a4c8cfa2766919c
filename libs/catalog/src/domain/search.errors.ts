import { DomainError } from '#shared-kernel';

/** A list is asked for by an option that the shop does not have. */
export class UnknownOption extends DomainError {
  readonly code = 'catalog.unknown-option';
  readonly kind = 'invalid';

  constructor(code: string) {
    const field = `option.${code}`;
    super(`There is no option '${code}'.`, [
      { field, code: 'unknown-field', message: `${field} is not a parameter of this list` },
    ]);
  }
}
