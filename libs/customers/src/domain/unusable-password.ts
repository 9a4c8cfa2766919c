/**
 * Stands for a password that the account does not have yet. It has the form and costs of an argon2id hash, so that a sign-in takes as long
 * as any other and fails; no password is known whose hash this is, nor could one be found. The salt is the mark that it is known by.
 */
const prefix = `$argon2id$v=19$m=19456,t=2,p=1$${unpadded('no password yet!')}$`;

export function unusablePasswordHash(): string {
  return prefix + unpadded(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(32))));
}

export function isUnusable(passwordHash: string): boolean {
  return passwordHash.startsWith(prefix);
}

function unpadded(bytes: string): string {
  return btoa(bytes).replaceAll('=', '');
}
