import { applyDecorators } from '@nestjs/common';
import { ApiQuery } from '@nestjs/swagger';
import { PageRequest } from '#shared-kernel';

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
