import { DomainError, type DomainErrorDetail } from '#shared-kernel';

/** Something about a product can't be so. The details name the fields. */
export class InvalidProduct extends DomainError {
  readonly code = 'catalog.invalid-product';
  readonly kind = 'invalid';

  constructor(...details: [DomainErrorDetail, ...DomainErrorDetail[]]) {
    super(details.map(({ message }) => message).join('; '), details);
  }

  static because(field: string, code: string, message: string): InvalidProduct {
    return new InvalidProduct({ field, code, message });
  }
}

export class ProductNotFound extends DomainError {
  readonly code = 'catalog.product-not-found';
  readonly kind = 'not-found';

  constructor() {
    super('There is no such product.');
  }
}

export class VariantNotFound extends DomainError {
  readonly code = 'catalog.variant-not-found';
  readonly kind = 'not-found';

  constructor() {
    super('There is no such variant.');
  }
}

export class DepartmentNotFound extends DomainError {
  readonly code = 'catalog.department-not-found';
  readonly kind = 'not-found';

  constructor() {
    super('There is no such department.', [
      { field: 'department', code: 'exists', message: 'department is not known' },
    ]);
  }
}

export class CategoryNotFound extends DomainError {
  readonly code = 'catalog.category-not-found';
  readonly kind = 'not-found';

  constructor() {
    super('There is no such category.', [
      { field: 'category', code: 'exists', message: 'category is not known' },
    ]);
  }
}

export class SlugTaken extends DomainError {
  readonly code = 'catalog.slug-taken';
  readonly kind = 'conflict';

  constructor(slug: string) {
    super(`Another product has the slug '${slug}'.`, [
      { field: 'slug', code: 'unique', message: 'slug is taken' },
    ]);
  }
}

export class SkuTaken extends DomainError {
  readonly code = 'catalog.sku-taken';
  readonly kind = 'conflict';

  constructor(sku?: string) {
    super(`Another variant has ${sku === undefined ? 'one of these SKUs' : `the SKU '${sku}'`}.`, [
      { field: 'sku', code: 'unique', message: 'sku is taken' },
    ]);
  }
}

export class StatusChangeRefused extends DomainError {
  readonly code = 'catalog.status-change-refused';
  readonly kind = 'conflict';

  constructor(from: string, to: string) {
    super(from === to ? `The product is ${to} already.` : `A product that is ${from} can't become ${to}.`);
  }
}

/** Something about a department or a category can't be so. */
export class InvalidShelf extends DomainError {
  readonly code = 'catalog.invalid-shelf';
  readonly kind = 'invalid';

  static because(field: string, code: string, message: string): InvalidShelf {
    return new InvalidShelf(message, [{ field, code, message }]);
  }
}

/** Whoever puts things in order has to know all of them. */
export class InvalidOrder extends DomainError {
  readonly code = 'catalog.invalid-order';
  readonly kind = 'invalid';

  constructor() {
    const message = 'ids must name each of them once';
    super(message, [{ field: 'ids', code: 'complete', message }]);
  }
}

export class ShelfSlugTaken extends DomainError {
  readonly code = 'catalog.slug-taken';
  readonly kind = 'conflict';

  constructor() {
    super('Another one has this slug.', [{ field: 'slug', code: 'unique', message: 'slug is taken' }]);
  }
}

export class DepartmentNotEmpty extends DomainError {
  readonly code = 'catalog.department-not-empty';
  readonly kind = 'conflict';

  constructor() {
    super('The department has categories: move or remove them first.');
  }
}

export class CategoryNotEmpty extends DomainError {
  readonly code = 'catalog.category-not-empty';
  readonly kind = 'conflict';

  constructor() {
    super('Products stand in this category, drafts and archived ones included: place them elsewhere first.');
  }
}

/** Something about an option or one of its values can't be so. */
export class InvalidOption extends DomainError {
  readonly code = 'catalog.invalid-option';
  readonly kind = 'invalid';

  static because(field: string, code: string, message: string): InvalidOption {
    return new InvalidOption(message, [{ field, code, message }]);
  }
}

export class OptionNotFound extends DomainError {
  readonly code = 'catalog.option-not-found';
  readonly kind = 'not-found';

  constructor() {
    super('There is no such option.');
  }
}

export class OptionValueNotFound extends DomainError {
  readonly code = 'catalog.option-value-not-found';
  readonly kind = 'not-found';

  constructor() {
    super('The option has no such value.');
  }
}

/** A variant is to have a value that there is not. */
export class UnknownOptionValue extends DomainError {
  readonly code = 'catalog.unknown-option-value';
  readonly kind = 'invalid';

  constructor(option: string, value: string) {
    const message = `there is no option '${option}' with the value '${value}'`;
    super(message, [{ field: 'choices', code: 'exists', message }]);
  }
}

export class OptionCodeTaken extends DomainError {
  readonly code = 'catalog.option-code-taken';
  readonly kind = 'conflict';

  constructor() {
    super('Another option has this code.', [{ field: 'code', code: 'unique', message: 'code is taken' }]);
  }
}

export class OptionInUse extends DomainError {
  readonly code = 'catalog.option-in-use';
  readonly kind = 'conflict';

  constructor() {
    super('Variants have this value, archived ones included: change them first.');
  }
}

/** A published product has something to buy and a shelf to stand on. */
export class NotReadyForSale extends DomainError {
  readonly code = 'catalog.not-ready-for-sale';
  readonly kind = 'conflict';

  constructor(missing: 'variants' | 'categories') {
    super(`A product without ${missing} can't be on sale.`, [
      { field: missing, code: 'not-empty', message: `${missing} must not be empty` },
    ]);
  }
}

/** Orders may refer to it: it can be archived, but not removed. */
export class VariantMayBeOrdered extends DomainError {
  readonly code = 'catalog.variant-may-be-ordered';
  readonly kind = 'conflict';

  constructor() {
    super('The product has been on sale, so orders may refer to this variant: archive it instead.');
  }
}

export class ProductMayBeOrdered extends DomainError {
  readonly code = 'catalog.product-may-be-ordered';
  readonly kind = 'conflict';

  constructor() {
    super('The product has been on sale, so orders may refer to it: archive it instead.');
  }
}

/** Somebody else has changed it since the caller looked. */
export class ChangedMeanwhile extends DomainError {
  readonly code = 'catalog.changed-meanwhile';
  readonly kind = 'precondition-failed';

  constructor(version: number) {
    super(
      `It has changed since you looked: its version is ${String(version)} now. Look again and decide anew.`,
      [{ field: 'If-Match', code: 'version', message: `the current version is "${String(version)}"` }],
    );
  }
}

export class ImageNotFound extends DomainError {
  readonly code = 'catalog.image-not-found';
  readonly kind = 'not-found';

  constructor() {
    super('There is no such picture.');
  }
}
