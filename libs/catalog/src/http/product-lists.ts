import { Injectable } from '@nestjs/common';
import { Cacheable } from '#platform/cache/cacheable.js';
import type { ProductPage } from '../queries/list.views.js';
import type { ListWindow } from '../queries/product-list.js';
import { ProductListQueries } from '../queries/product-list.queries.js';
import { ProductSearchQueries } from '../queries/product-search.queries.js';
import { ListCursors } from './list-cursors.js';
import { isSearch, nameOfList, type ListRequest } from './list-parameters.js';

/** Lists as the API shows them, whoever finds the products. */
@Injectable()
export class ProductLists {
  constructor(
    private readonly lists: ProductListQueries,
    private readonly searches: ProductSearchQueries,
    private readonly cursors: ListCursors,
  ) {}

  /** @throws ValidationFailed, DepartmentNotFound, CategoryNotFound, UnknownOption */
  async answer({ input, page, cursor }: ListRequest): Promise<Cacheable<ProductPage>> {
    const name = nameOfList(input);
    const window: ListWindow =
      cursor === undefined
        ? { offset: page.offset, limit: page.limit }
        : { after: this.cursors.placeOf(name, cursor), limit: page.limit };
    const list = isSearch(input)
      ? await this.searches.list(input, window)
      : await this.lists.list(input, window);
    const { items, total, totalRelation, next, facets, tags, asOf } = list;
    const body: ProductPage = {
      items,
      ...(cursor === undefined ? { page: page.page } : {}),
      limit: page.limit,
      total,
      totalRelation,
      nextCursor: next === undefined ? null : this.cursors.textOf(name, next),
      ...(facets === undefined ? {} : { facets }),
    };
    return Cacheable.of(body, tags, asOf);
  }
}
