import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { DomainError } from '#shared-kernel';
import { ValidationFailed } from './validation.js';

/** The version of a record as an ETag: what the next `If-Match` sends back. */
export function entityTag(version: number): string {
  return `"${String(version)}"`;
}

/**
 * The versions that an `If-Match` header accepts; undefined if there is no header or it is `*`. A weak tag accepts none, as RFC 9110 13.1.1
 * has it: what comes back then fits no record. @throws ValidationFailed
 */
export function acceptedVersions(header: string | string[] | undefined): readonly number[] | undefined {
  if (header === undefined) return undefined;
  const tags = String(header)
    .split(',', 20)
    .map((tag) => tag.trim());
  if (tags[0] === '*' && tags.length === 1) return undefined;
  if (!tags.every((tag) => /^(W\/)?"[\x21\x23-\x7e]*"$/.test(tag)))
    throw ValidationFailed.of('If-Match', 'matches', 'If-Match must be an ETag such as "3", in quotes, or *');
  return tags.map((tag) => (/^"\d{1,15}"$/.test(tag) ? Number(tag.slice(1, -1)) : Number.NaN));
}

/** The versions that the caller has seen, in a controller's parameter list. */
export const IfMatch = createParamDecorator((_: unknown, context: ExecutionContext) =>
  acceptedVersions(context.switchToHttp().getRequest<FastifyRequest>().headers['if-match']),
);

/** Who changes a record that others change too must say which version they have seen (RFC 6585 3). */
export class VersionRequired extends DomainError {
  readonly code = 'http.version-required';
  readonly kind = 'precondition-required';

  constructor() {
    super('Send the ETag of what you have read as If-Match, or * if you overwrite whatever is there.');
  }
}

/** @throws VersionRequired, ValidationFailed @returns undefined for `*`, any version */
export function requiredVersions(header: string | string[] | undefined): readonly number[] | undefined {
  if (header === undefined) throw new VersionRequired();
  return acceptedVersions(header);
}
