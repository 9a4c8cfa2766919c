import { ValidationPipe, type ValidationError } from '@nestjs/common';
import { DomainError, type DomainErrorDetail } from '#shared-kernel';

/** The input breaks its shape; every field that does is named. */
export class ValidationFailed extends DomainError {
  readonly code = 'validation.failed';
  readonly kind = 'invalid';

  constructor(details: readonly DomainErrorDetail[]) {
    const fields = [...new Set(details.map((detail) => detail.field))];
    super(`The request is not valid: ${fields.join(', ')}.`, details);
  }

  static of(field: string, code: string, message: string): ValidationFailed {
    return new ValidationFailed([{ field, code, message }]);
  }
}

/** DTOs are shape and nothing else: unknown properties are refused, values are not converted silently. */
export function validationPipe(): ValidationPipe {
  return new ValidationPipe({
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    transform: true,
    stopAtFirstError: true,
    validationError: { target: false, value: false },
    exceptionFactory: (errors) => new ValidationFailed(errors.flatMap((error) => detailsOf(error, ''))),
  });
}

function detailsOf(
  { property, constraints, children }: ValidationError,
  parent: string,
): DomainErrorDetail[] {
  const field = parent === '' ? property : `${parent}.${property}`;
  const own = Object.entries(constraints ?? {}).map(([code, message]) => ({
    field,
    code: ruleNames[code] ?? code,
    message: message.replace(/^nested property /, ''),
  }));
  return [...own, ...(children ?? []).flatMap((child) => detailsOf(child, field))];
}

const ruleNames: Readonly<Record<string, string>> = {
  whitelistValidation: 'unknown-field',
  unknownValue: 'wrong-type',
  nestedValidation: 'wrong-type',
};
