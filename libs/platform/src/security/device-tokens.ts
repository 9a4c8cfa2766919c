import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Signer } from './signer.js';

const kind = 'device';

/**
 * What a browser or an app keeps so that it is known again; it opens nothing. Signed, so that one that nobody was given is seen without
 * asking the database.
 */
@Injectable()
export class DeviceTokens {
  constructor(private readonly signer: Signer) {}

  make(): string {
    return this.signer.seal(kind, randomBytes(32).toString('base64url'));
  }

  /** What is stored of it; undefined unless this shop has made it. */
  hashOf(token: string | undefined): Buffer | undefined {
    if (token === undefined || this.signer.unseal(kind, token) === undefined) return undefined;
    return createHash('sha256').update(token).digest();
  }
}
