/** What the index knows of a published product. */
export interface SearchDocument {
  id: string;
  name: string;
  /** WEIGHT_STRING of the name in the collation of the lists. */
  nameKey: Uint8Array;
  description: string;
  /** In milliseconds. */
  publishedAt: number;
  /** In minor units: what it costs now, and without the sale. */
  price: number;
  listPrice: number;
  inStock: boolean;
  popularity: number;
  /** By which lists sort. */
  ratingScore: number;
  /** Whole stars of the average that the card shows; 0 without a rating. */
  stars: number;
  /** Departments and categories by their ids. */
  scopes: readonly string[];
  /** Values of its variants by their ids. */
  optionValues: readonly string[];
}

interface Label {
  id: string;
  name: string;
}

/** Shelves and options in the order in which the shop shows them. */
export interface SearchLabels {
  departments: readonly (Label & { slug: string })[];
  categories: readonly (Label & { slug: string; departmentId: string })[];
  options: readonly { code: string; name: string; values: readonly (Label & { code: string })[] }[];
}

/** Stars of the average as the card rounds it: 3.96 is shown as 4.0, so it counts as four. */
export function starsOf(sum: number, count: number): number {
  return count === 0 ? 0 : Math.floor(Math.round((sum / count) * 10) / 10);
}
