import { applyDecorators, Param, type PipeTransform } from '@nestjs/common';
import { ApiPropertyOptional, ApiQuery } from '@nestjs/swagger';
import { IsString, MaxLength } from 'class-validator';
import { parseId, type DomainError, type Id } from '#shared-kernel';
import { MayBeLeftOut } from '../fields.js';

/** An id in the path. What is none names nothing that there is, so it is answered like an unknown one. */
export function IdOf(name: string, NotFound: new () => DomainError): ParameterDecorator {
  const pipe: PipeTransform<string, Id<string>> = {
    transform: (text) => {
      const id = parseId(text);
      if (id === undefined) throw new NotFound();
      return id;
    },
  };
  return Param(name, pipe);
}

/** Of the one who asks; sensitive changes want it again. */
export function CurrentPassword(): PropertyDecorator {
  return applyDecorators(
    ApiPropertyOptional({
      example: 'tangled kites over harbour',
      maxLength: 128,
      description: 'Your own. Only accounts without a password may leave it out, right after a sign-in.',
    }),
    MayBeLeftOut(),
    IsString(),
    MaxLength(1_024),
  );
}

export const pageParameters = new Set(['page', 'limit']);

export function Paged(): MethodDecorator {
  return applyDecorators(
    ApiQuery({ name: 'page', required: false, schema: { type: 'integer', minimum: 1, default: 1 } }),
    Limited(),
  );
}

export function Limited(): MethodDecorator {
  return ApiQuery({
    name: 'limit',
    required: false,
    schema: { type: 'integer', minimum: 1, maximum: 100, default: 20 },
  });
}
