import type { CategoryId } from './ids.js';
import type { NewImage } from './product-images.js';
import type { NewVariant } from './variant.js';

export interface NewProduct {
  slug: string;
  name: string;
  description: string;
  currency: string;
  taxClass?: string | undefined;
  categoryIds: readonly CategoryId[];
  variants: readonly NewVariant[];
  images: readonly NewImage[];
}

/** What is left out stays as it is. */
export interface ProductChange {
  slug?: string | undefined;
  name?: string | undefined;
  description?: string | undefined;
  taxClass?: string | undefined;
}
