import { hash } from 'node:crypto';

/** A strong validator (RFC 9110 8.8): other bytes, another tag. Quotes included, as it goes on the wire. */
export function etagOf(bytes: Buffer): string {
  return `"${hash('sha256', bytes, 'base64url').slice(0, 22)}"`;
}

const entityTag = /"[\x21\x23-\x7e\x80-\xff]*"/g;

/**
 * Whether the reader's copy is this one (If-None-Match, RFC 9110 13.1.2): `*`, or a list of tags, of which the comparison is weak. A proxy
 * that compresses makes weak ones of ours.
 */
export function isSameAs(etag: string, ifNoneMatch: string | undefined): boolean {
  if (ifNoneMatch === undefined) return false;
  if (ifNoneMatch === etag || ifNoneMatch.trim() === '*') return true;
  return ifNoneMatch.match(entityTag)?.includes(etag) ?? false;
}
