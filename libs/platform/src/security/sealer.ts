import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Config } from '../config/config.js';

const nonceBytes = 12;
const tagBytes = 16;

/** What was sealed is not whole, was made for something else, or its secret is not in ENCRYPTION_SECRET any more. */
export class NotUnsealed extends Error {
  constructor(purpose: string) {
    super(`A sealed ${purpose} can't be opened: has its secret been taken out of ENCRYPTION_SECRET?`);
    this.name = 'NotUnsealed';
  }
}

/** Encrypts small secrets for the database (AES-256-GCM), each for one purpose and one owner: elsewhere they are worth nothing. */
@Injectable()
export class Sealer {
  constructor(private readonly config: Config) {}

  /** @param purpose such as `signing-key`, @param owner the id of the row that it belongs to */
  seal(purpose: string, owner: string, secret: Buffer): Buffer {
    const nonce = randomBytes(nonceBytes);
    const [newest = ''] = this.config.auth.encryptionSecrets;
    const cipher = createCipheriv('aes-256-gcm', keyOf(newest, purpose), nonce).setAAD(Buffer.from(owner));
    const sealed = Buffer.concat([cipher.update(secret), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
  }

  /** @throws NotUnsealed */
  open(purpose: string, owner: string, sealed: Buffer): Buffer {
    if (sealed.length < nonceBytes + tagBytes) throw new NotUnsealed(purpose);
    for (const secret of this.config.auth.encryptionSecrets) {
      const opened = tryToOpen(keyOf(secret, purpose), owner, sealed);
      if (opened !== undefined) return opened;
    }
    throw new NotUnsealed(purpose);
  }
}

function tryToOpen(key: Buffer, owner: string, sealed: Buffer): Buffer | undefined {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, nonceBytes), {
    authTagLength: tagBytes,
  }).setAAD(Buffer.from(owner));
  try {
    decipher.setAuthTag(sealed.subarray(nonceBytes, nonceBytes + tagBytes));
    return Buffer.concat([decipher.update(sealed.subarray(nonceBytes + tagBytes)), decipher.final()]);
  } catch {
    return undefined; // another secret's: the next one is tried
  }
}

function keyOf(secret: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', `tradepost:${purpose}`, 32));
}
