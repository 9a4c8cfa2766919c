/** One page of a list. `total` counts everything that the filters match, not just this page. */
export interface Page<Item> {
  items: Item[];
  page: number;
  limit: number;
  total: number;
}

/** Which page is asked for; `page` starts at 1. */
export class PageRequest {
  static readonly maxLimit = 100;
  static readonly defaultLimit = 20;

  constructor(
    readonly page: number,
    readonly limit: number,
  ) {}

  get offset(): number {
    return (this.page - 1) * this.limit;
  }

  of<Item>(items: Item[], total: number): Page<Item> {
    return { items, page: this.page, limit: this.limit, total };
  }
}
