import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Secret, TOTP } from 'otpauth';
import { Authenticator } from '../application/authenticator.js';

const secretBytes = 20; // RFC 4226 4, requirement 6
const period = 30;
const window = 1;

@Injectable()
export class OtpauthAuthenticator extends Authenticator {
  override newSecret(): Buffer {
    return randomBytes(secretBytes);
  }

  override textOf(secret: Buffer): string {
    return secretOf(secret).base32;
  }

  override uriOf(secret: Buffer, { shop, account }: { shop: string; account: string }): string {
    return totpOf(secret, { issuer: shop, label: account }).toString();
  }

  override stepOf(secret: Buffer, code: string, now: Date): number | undefined {
    // The library compares bytes, and throws at other digits than ours.
    if (!/^[0-9]{6}$/.test(code)) return undefined;
    const timestamp = now.getTime();
    const delta = totpOf(secret).validate({ token: code, timestamp, window });
    return delta === null ? undefined : TOTP.counter({ period, timestamp }) + delta;
  }
}

function totpOf(secret: Buffer, labels: { issuer?: string; label?: string } = {}): TOTP {
  return new TOTP({ secret: secretOf(secret), algorithm: 'SHA1', digits: 6, period, ...labels });
}

function secretOf(secret: Buffer): Secret {
  return Secret.fromHex(secret.toString('hex'));
}
