/** What a list is about: a department or a category by its id, or all of the shop by the nil UUID (RFC 9562 5.9). */
export const WHOLE_SHOP = '00000000-0000-0000-0000-000000000000';
