import type { KeyObject } from 'node:crypto';
import { isId } from '#shared-kernel';
import { signingAlgorithm } from './signing-key.js';

/** What our keys sign. Neither kind passes for another: type, audience and life span differ. */
export interface TokenKind {
  /** In the header (RFC 8725 3.11). */
  readonly type: string;
  readonly audience: string;
  /** No token of this kind lives longer. */
  readonly longestSeconds: number;
}

export const tokenIssuer = 'tradepost';

/** RFC 9068. */
export const accessToken: TokenKind = {
  type: 'at+jwt',
  audience: 'tradepost-api',
  longestSeconds: 900,
};

/** Of the cookie that opens the staff pages. */
export const operatorToken: TokenKind = {
  type: 'operator+jwt',
  audience: 'tradepost-operators',
  longestSeconds: 3_600,
};

/** The header is not one of ours. Says nothing of the token itself: it would stand in logs. */
export class ForeignToken extends Error {
  constructor(what: string) {
    super(`The token's ${what}.`);
    this.name = 'ForeignToken';
  }
}

/**
 * Which key a token names. Nothing else may stand in the header: no key that comes along (`jwk`, `jku`, `x5c`), nothing critical
 * that we wouldn't understand. A `kid` is one of our ids or nothing, so that it leads nowhere but into the table of keys.
 * @throws ForeignToken
 */
export function keyIdOf(token: string, { type }: TokenKind): string {
  const { alg, typ, kid, ...rest } = headerOf(token);
  if (alg !== signingAlgorithm) throw new ForeignToken('algorithm is not ours');
  if (typ !== type) throw new ForeignToken('type is another one');
  if (!isId(kid)) throw new ForeignToken('kid is no id');
  if (Object.keys(rest).length > 0) throw new ForeignToken('header says more than it should');
  return kid;
}

/** @throws ForeignToken */
export function mustBeKnown(key: KeyObject | undefined): KeyObject {
  if (key === undefined) throw new ForeignToken('key is unknown, or was retired');
  return key;
}

function headerOf(token: string): Record<string, unknown> {
  try {
    const text = Buffer.from(token.slice(0, token.indexOf('.')), 'base64url').toString();
    const header: unknown = JSON.parse(text);
    if (typeof header === 'object' && header !== null) return header as Record<string, unknown>;
  } catch {
    // The same as below: it is no header.
  }
  throw new ForeignToken('header is none');
}
