/** The orders that every list has. */
export const productSorts = ['newest', 'price', '-price', 'name', 'best-selling', 'rating'] as const;
export type ProductSort = (typeof productSorts)[number];

/** A text is needed for relevance. */
export const searchSorts = ['relevance', ...productSorts] as const;
export type SearchSort = (typeof searchSorts)[number];
