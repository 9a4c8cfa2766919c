import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { STATUS_CODES } from 'node:http';
import type { DomainErrorKind } from '#shared-kernel';

/** One field of the input and the rule that it broke. */
export class ProblemDetail {
  @ApiProperty({ example: 'quantity' })
  readonly field!: string;
  @ApiProperty({ example: 'max' })
  readonly code!: string;
  @ApiProperty({ example: 'quantity must not be greater than 999' })
  readonly message!: string;
}

/** Every error of the API, as RFC 9457 (application/problem+json) has it. */
export class Problem {
  @ApiProperty({ example: 'urn:tradepost:problem:inventory.out-of-stock' })
  readonly type!: string;
  @ApiProperty({ example: 'Conflict' })
  readonly title!: string;
  @ApiProperty({ example: 409 })
  readonly status!: number;
  @ApiProperty({ example: 'Only 2 of DESK-LAMP-BRASS are left.' })
  readonly detail!: string;
  @ApiProperty({ example: '/v1/orders', description: 'The path that was asked.' })
  readonly instance!: string;
  @ApiProperty({ example: 'inventory.out-of-stock', description: 'Stable; programs decide by this one.' })
  readonly code!: string;
  @ApiPropertyOptional({ example: '0190f3c1', description: 'For support: finds the request in the logs.' })
  readonly requestId?: string;
  @ApiPropertyOptional({ type: [ProblemDetail] })
  readonly errors?: readonly ProblemDetail[];
}

export const problemContentType = 'application/problem+json; charset=utf-8';

export const statusOfKind: Readonly<Record<DomainErrorKind, number>> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  'too-large': 413,
  'unsupported-media': 415,
  'precondition-failed': 412,
  'precondition-required': 428,
  'idempotency-mismatch': 422,
  'too-many-requests': 429,
  unavailable: 503,
};

export function problem(of: {
  status: number;
  code: string;
  detail: string;
  instance: string;
  requestId?: string | undefined;
  errors?: readonly ProblemDetail[];
}): Problem {
  const { status, code, detail, instance, requestId, errors = [] } = of;
  return {
    type: `urn:tradepost:problem:${code}`,
    title: STATUS_CODES[status] ?? 'Error',
    status,
    detail,
    instance,
    code,
    ...(requestId === undefined ? {} : { requestId }),
    ...(errors.length === 0 ? {} : { errors }),
  };
}
