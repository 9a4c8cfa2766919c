import { Money } from '#shared-kernel';
import type { CategoryId, OptionId, OptionValueId } from '../domain/ids.js';
import type { NewProduct } from '../domain/product.js';
import type { NewVariant } from '../domain/variant.js';

let made = 0;

export function dollars(amount: number): Money {
  return Money.of(Math.round(amount * 100), 'USD');
}

/** A variant of 10 dollars; each has its own SKU and, where there are several, its own value of an option. */
export function aVariant(with_: Partial<NewVariant> = {}): NewVariant {
  made += 1;
  return { sku: `SKU-${String(made)}`, name: '', price: dollars(10), salePrice: null, choices: [], ...with_ };
}

/** A lamp that can be published. */
export function aProduct(with_: Partial<NewProduct> & { categoryIds: readonly CategoryId[] }): NewProduct {
  made += 1;
  return {
    slug: `lamp-${String(made)}`,
    name: 'Lamp',
    description: 'A lamp.',
    currency: 'USD',
    variants: [aVariant()],
    images: [{ file: 'lamp-moss-1.svg', alt: 'A lamp' }],
    ...with_,
  };
}

/** A choice of a value by the numbers of option and value; for the domain, which does not look them up. */
export function aChoice(option: number, value: number): { optionId: OptionId; optionValueId: OptionValueId } {
  return {
    optionId: fakeId(option) as OptionId,
    optionValueId: fakeId(100 * option + value) as OptionValueId,
  };
}

function fakeId(number: number): string {
  return `00000000-0000-7000-8000-${String(number).padStart(12, '0')}`;
}
