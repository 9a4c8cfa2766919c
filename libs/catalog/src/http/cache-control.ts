/**
 * Whoever stands between us and the reader may keep an answer for one second: enough to take the weight of a crowd, short enough
 * that a price or a sold-out variant is seen within it.
 */
export const publicRead = 'public, max-age=1';

/** The name of a drawn picture says all that is in it, so it never changes. */
export const forEver = 'public, max-age=31536000, immutable';
