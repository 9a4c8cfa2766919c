import {
  choiceParameter,
  pageRequest,
  refuseUnknownParameters,
  textParameter,
  type RawQuery,
} from '#platform/http/paging.js';
import { ValidationFailed } from '#platform/http/validation.js';
import { parseId, type PageRequest } from '#shared-kernel';
import type { CategoryId } from '../../domain/ids.js';
import type { AdminProductFilter } from '../../queries/admin-product-list.queries.js';
import { productStatuses } from '../../queries/admin-product.views.js';

const known = new Set(['status', 'category', 'q', 'page', 'limit']);
const every = 'every';

/** @throws ValidationFailed */
export function productListRequest(query: RawQuery): { filter: AdminProductFilter; page: PageRequest } {
  refuseUnknownParameters(query, known);
  const status = choiceParameter(query, 'status', [...productStatuses, every], every);
  const category = textParameter(query, 'category', 36);
  const categoryId = category === undefined ? undefined : parseId<CategoryId>(category);
  if (category !== undefined && categoryId === undefined)
    throw ValidationFailed.of('category', 'isUuid', 'category must be the id of a category');
  const filter = {
    status: status === every ? undefined : status,
    categoryId,
    text: textParameter(query, 'q', 200),
  };
  return { filter, page: pageRequest(query) };
}
