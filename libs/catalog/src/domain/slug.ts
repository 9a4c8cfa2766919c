import { isId } from '#shared-kernel';
import { InvalidProduct } from './catalog.errors.js';

/** The name of a page in its address: `desk-lamp-brass`. */
export type Slug = string & { readonly slug: unique symbol };

const pattern = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
const maxLength = 160;
// Words that the routes of products use themselves.
const reserved = new Set(['search']);

export function isSlug(text: string): text is Slug {
  return text.length <= maxLength && pattern.test(text);
}

/** @throws InvalidProduct if it is malformed, a word of the routes, or could be taken for an id */
export function slugOf(text: string): Slug {
  if (!isSlug(text)) {
    throw InvalidProduct.because(
      'slug',
      'matches',
      'slug must have lower-case letters and digits, with single hyphens between them',
    );
  }
  if (reserved.has(text) || isId(text))
    throw InvalidProduct.because('slug', 'reserved', `slug must not be '${text}'`);
  return text;
}
