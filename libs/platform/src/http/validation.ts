import { ValidationPipe, type ArgumentMetadata, type ValidationError } from '@nestjs/common';
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
  return new ShapeValidation({
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    transform: true,
    stopAtFirstError: true,
    validationError: { target: false },
    exceptionFactory: (errors) => new ValidationFailed(errors.flatMap((error) => detailsOf(error, ''))),
  });
}

/** Of a list within a list, the validator looks at nothing but the elements: an empty one would pass for any object. */
class ShapeValidation extends ValidationPipe {
  override transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (metadata.type === 'body') refuseListsInLists(value, '');
    return super.transform(value, metadata) as Promise<unknown>;
  }
}

function refuseListsInLists(value: unknown, field: string): void {
  // What came as JSON, and nothing else: a file is a stream.
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value) && Object.getPrototypeOf(value) !== Object.prototype) return;
  for (const [key, each] of Object.entries(value)) {
    const name = field === '' ? key : `${field}.${key}`;
    if (Array.isArray(value) && Array.isArray(each))
      throw ValidationFailed.of(name, 'wrong-type', `${name} must be an object, not a list`);
    refuseListsInLists(each, name);
  }
}

function detailsOf(error: ValidationError, parent: string): DomainErrorDetail[] {
  const { property, constraints, children } = error;
  const field = parent === '' ? property : `${parent}.${property}`;
  const own = Object.entries(constraints ?? {}).map(([rule, message]) => ({
    field,
    ...told(error, rule, message),
  }));
  return [...own, ...(children ?? []).flatMap((child) => detailsOf(child, field))];
}

/** Of several rules only one is named: to whom a field is missing, a limit of its length says nothing. */
function told(
  { property, value }: ValidationError,
  rule: string,
  message: string,
): Pick<DomainErrorDetail, 'code' | 'message'> {
  if (value === undefined && rule !== 'whitelistValidation')
    return { code: 'isDefined', message: `${property} must be given` };
  if (textRules.has(rule) && typeof value !== 'string' && !message.startsWith('each value'))
    return { code: 'isString', message: `${property} must be a string` };
  return { code: ruleNames[rule] ?? rule, message: message.replace(/^nested property /, '') };
}

const textRules: ReadonlySet<string> = new Set(['isLength', 'minLength', 'maxLength', 'matches']);

const ruleNames: Readonly<Record<string, string>> = {
  whitelistValidation: 'unknown-field',
  unknownValue: 'wrong-type',
  nestedValidation: 'wrong-type',
};
