import { newId } from '#shared-kernel';
import { InvalidApiKey, UnknownScopes } from './staff.errors.js';
import type { ApiKeyId, CustomerId } from './ids.js';
import { grantableScopes } from './roles.js';

export interface NewApiKey {
  readonly name: string;
  readonly scopes: readonly string[];
  readonly expiresAt: Date | null;
  readonly madeBy: CustomerId;
}

const maxNameLength = 100;

/** What a program of the shop signs its requests with. The secret is known to whoever asked for the key, and to nobody else. */
export class ApiKey {
  readonly id = newId<ApiKeyId>();
  readonly name: string;
  readonly scopes: readonly string[];
  readonly expiresAt: Date | null;
  readonly madeBy: CustomerId;

  /** @throws InvalidApiKey, UnknownScopes */
  constructor({ name, scopes, expiresAt, madeBy }: NewApiKey, now: Date) {
    this.name = nameOf(name);
    this.scopes = scopesOf(scopes);
    if (expiresAt !== null && expiresAt <= now)
      throw new InvalidApiKey('expiresAt', 'isFuture', 'expiresAt must be in the future');
    this.expiresAt = expiresAt;
    this.madeBy = madeBy;
  }
}

function nameOf(text: string): string {
  const name = text.trim().normalize('NFC');
  if (name === '' || name.length > maxNameLength)
    throw new InvalidApiKey('name', 'length', `name must have 1 to ${String(maxNameLength)} characters`);
  // It stands in a mail.
  if (/[\p{Cc}\u2028\u2029<>]|:\/\/|www\./iu.test(name))
    throw new InvalidApiKey('name', 'characters', 'name must not hold links or control characters');
  return name;
}

function scopesOf(wanted: readonly string[]): string[] {
  const scopes = [...new Set(wanted)].sort();
  if (scopes.length === 0)
    throw new InvalidApiKey('scopes', 'arrayNotEmpty', 'scopes must name at least one');
  const known = new Set<string>(grantableScopes);
  const unknown = scopes.filter((scope) => !known.has(scope));
  if (unknown.length > 0) throw new UnknownScopes(unknown);
  return scopes;
}
