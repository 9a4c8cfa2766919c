/** What a list is about: a department or a category by its id, or all of the shop by the nil UUID (RFC 9562 5.9). */
export const WHOLE_SHOP = '00000000-0000-0000-0000-000000000000';

/**
 * Told with every change that a search, a filter or a suggestion may depend on, besides the product or scope itself: words of a description, an
 * option value, a category that is entered. Who has not been found before is no tag of what was found.
 */
export const whatIsFound = { topic: 'search', subject: WHOLE_SHOP } as const;
