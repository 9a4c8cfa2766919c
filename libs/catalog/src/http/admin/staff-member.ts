import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Unauthenticated } from '#platform/auth/errors.js';
import { principalOf } from '#platform/auth/principal.js';
import { requiredVersions } from '#platform/http/if-match.js';
import type { Author } from '../../application/author.js';

/** Whoever makes something new, or changes what has no version. */
export const StaffMember = createParamDecorator((_: unknown, context: ExecutionContext): Author => {
  const principal = principalOf(context.switchToHttp().getRequest<FastifyRequest>());
  if (principal === undefined) throw new Unauthenticated();
  return { actor: principal.id };
});

/** Whoever changes a record, with the version that they have seen: `If-Match` is required. */
export const Editor = createParamDecorator((_: unknown, context: ExecutionContext): Author => {
  const request = context.switchToHttp().getRequest<FastifyRequest>();
  const principal = principalOf(request);
  if (principal === undefined) throw new Unauthenticated();
  return { actor: principal.id, seen: requiredVersions(request.headers['if-match']) };
});
