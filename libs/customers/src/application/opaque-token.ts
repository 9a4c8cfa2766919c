import { createHash, randomBytes } from 'node:crypto';

const pattern = /^[\w-]{43}$/;

/** 256 random bits as text that fits in a link. */
export function newOpaqueToken(): string {
  return randomBytes(32).toString('base64url');
}

export function isOpaqueToken(text: string): boolean {
  return pattern.test(text);
}

/** What is stored. A plain hash is enough: there is nothing to guess in 256 bits. */
export function hashOfToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
