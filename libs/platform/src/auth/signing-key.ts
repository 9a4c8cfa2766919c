import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';

/** The public part as verifiers elsewhere read it (RFC 7517). */
export interface PublicJwk {
  readonly kty: 'EC';
  readonly crv: 'P-256';
  readonly x: string;
  readonly y: string;
  readonly kid: string;
  readonly alg: 'ES256';
  readonly use: 'sig';
}

/** A key pair as this process knows it. Times are of its monotonic clock in milliseconds, computed from the database's. */
export interface SigningKey {
  readonly id: string;
  readonly jwk: PublicJwk;
  readonly publicKey: KeyObject;
  /** Undefined if it can't be opened here: then the key verifies only. */
  readonly privateKey: KeyObject | undefined;
  readonly activeAt: number;
  readonly retiredAt: number | undefined;
}

export const signingAlgorithm = 'ES256';

export function newKeyPair(kid: string): { jwk: PublicJwk; pkcs8: Buffer } {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  return {
    jwk: { kty: 'EC', crv: 'P-256', x, y, kid, alg: signingAlgorithm, use: 'sig' },
    pkcs8: privateKey.export({ format: 'der', type: 'pkcs8' }),
  };
}

export function publicKeyOf({ kty, crv, x, y }: PublicJwk): KeyObject {
  return createPublicKey({ format: 'jwk', key: { kty, crv, x, y } });
}
