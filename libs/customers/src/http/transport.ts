import { applyDecorators } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { MayBeLeftOut } from './fields.js';

export const transports = ['json', 'cookie'] as const;

/** Where the tokens go: into the body, or into cookies that no script can read. */
export type Transport = (typeof transports)[number];

/** Of a request that is answered with a session. */
export function TransportField(): PropertyDecorator {
  return applyDecorators(
    ApiPropertyOptional({
      enum: transports,
      default: 'json',
      description:
        'cookie, for browsers: the tokens come as HttpOnly cookies, and the body has a csrfToken that changes must send in the header X-CSRF-Token. json, for everybody else.',
    }),
    MayBeLeftOut(),
    IsIn(transports),
  );
}
