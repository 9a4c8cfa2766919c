import { ValidateIf } from 'class-validator';

/** May be left out. Unlike `@IsOptional()`, which lets null pass as well. */
export function MayBeLeftOut(): PropertyDecorator {
  return ValidateIf((_, value) => value !== undefined);
}

/** May be left out, or emptied by null. */
export function MayBeNull(): PropertyDecorator {
  return ValidateIf((_, value) => value !== undefined && value !== null);
}
