import { tagOf } from '#platform/cache/cacheable.js';

/** Whoever changes a category tells of its department too, whoever changes any shelf of the whole shop. */
export function scopeTags(shelves: readonly { id: string }[]): string[] {
  return shelves.map(({ id }) => tagOf('scope', id));
}
