import { createHash, randomBytes } from 'node:crypto';
import type { CustomerId } from '../domain/ids.js';
import { recoveryCodeBytes, recoveryCodeOf, recoveryCodesPerAccount } from '../domain/recovery-codes.js';

/** The codes as they are shown once, and what is stored of them. */
export function newRecoveryCodes(customerId: CustomerId): { codes: string[]; hashes: Buffer[] } {
  const codes = Array.from({ length: recoveryCodesPerAccount }, () =>
    recoveryCodeOf(randomBytes(recoveryCodeBytes)),
  );
  return { codes, hashes: codes.map((code) => hashOfRecoveryCode(customerId, code.replaceAll('-', ''))) };
}

/** A plain hash is enough for 60 random bits; with the account in it, nobody tries one list on all of them. @param code without its dashes */
export function hashOfRecoveryCode(customerId: CustomerId, code: string): Buffer {
  return createHash('sha256').update(`${customerId}:${code}`).digest();
}

/** Tells passwords of an account apart, by their stored hash, without being of use to anybody. */
export function passwordMarkOf(passwordHash: string): Buffer {
  return createHash('sha256').update(`password-mark:${passwordHash}`).digest();
}
