import type { Id } from '#shared-kernel';

export type DepartmentId = Id<'Department'>;
export type CategoryId = Id<'Category'>;
export type ProductId = Id<'Product'>;
export type VariantId = Id<'Variant'>;
export type OptionId = Id<'Option'>;
export type OptionValueId = Id<'OptionValue'>;
export type ReviewId = Id<'Review'>;
/** An account of the customers context; here it is a name and nothing more. */
export type CustomerId = Id<'Customer'>;
