import { applyDecorators } from '@nestjs/common';
import { ApiQuery } from '@nestjs/swagger';
import { PageRequest } from '#shared-kernel';
import { facetNames } from '../queries/search-engine.js';

export function ApiPaging(): MethodDecorator {
  const { defaultLimit, maxLimit } = PageRequest;
  return applyDecorators(
    ApiQuery({ name: 'page', required: false, schema: { type: 'integer', minimum: 1, default: 1 } }),
    ApiQuery({
      name: 'limit',
      required: false,
      schema: { type: 'integer', minimum: 1, maximum: maxLimit, default: defaultLimit },
    }),
  );
}

/** Going on behind an earlier answer costs the same however deep it is; page numbers get dearer and end at row 100,000. */
export function ApiCursor(): MethodDecorator {
  return ApiQuery({
    name: 'cursor',
    required: false,
    description:
      'The `nextCursor` of an earlier answer of the same list, in place of `page`. It holds for this sort and these filters only; `limit` may change.',
    schema: { type: 'string' },
  });
}

export function ApiShelfFilter(): MethodDecorator {
  return applyDecorators(
    ApiQuery({
      name: 'department',
      required: false,
      description: 'Slug of a department.',
      example: 'wardrobe',
    }),
    ApiQuery({ name: 'category', required: false, description: 'Slug of a category.', example: 'knitwear' }),
  );
}

export function ApiTextMatch(): MethodDecorator {
  return ApiQuery({
    name: 'match',
    required: false,
    schema: { enum: ['all', 'any'], default: 'all' },
    description: 'Whether all words of `q` must occur, or one is enough (the more, the higher).',
  });
}

export function ApiFilters(): MethodDecorator {
  const amount = { type: 'integer', minimum: 0 };
  return applyDecorators(
    ApiQuery({
      name: 'option.<code>',
      required: false,
      description:
        'One parameter for each option, with the option in its name: `option.colour=moss,ocean&option.size=m` finds products that have a variant in moss or ocean and a variant in M. Codes of options and values stand in the `option` facet and in the answer for a product. An option that the shop does not have is refused; a value that it does not have finds nothing.',
      schema: { type: 'string' },
    }),
    ApiQuery({
      name: 'priceMin',
      required: false,
      description: 'In minor units, included; of the price from which the product can be had now.',
      schema: amount,
    }),
    ApiQuery({ name: 'priceMax', required: false, description: 'In minor units, included.', schema: amount }),
    ApiQuery({
      name: 'onSale',
      required: false,
      description: 'Only what costs less than usual now.',
      schema: { enum: ['true'] },
    }),
    ApiQuery({
      name: 'inStock',
      required: false,
      description: 'Only what can be had.',
      schema: { enum: ['true'] },
    }),
    ApiQuery({
      name: 'ratingMin',
      required: false,
      description: 'At least so many stars on average, as shown.',
      schema: { type: 'integer', minimum: 1, maximum: 5 },
    }),
    ApiQuery({
      name: 'facets',
      required: false,
      description: `Counts of what each further choice would find: some of ${facetNames.join(', ')}, with commas between. A facet ignores its own filter and respects all others.`,
      example: 'category,option,price',
      schema: { type: 'string' },
    }),
  );
}
