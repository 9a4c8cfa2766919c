import { Injectable } from '@nestjs/common';
import type { Principal } from './principal.js';
import { SigningKeys } from './signing-keys.js';

/** At about two kilobytes each. */
const capacity = 4_000;

interface Verified {
  readonly principal: Principal;
  /** Seconds since 1970, as in the token. */
  readonly exp: number;
}

/**
 * Tokens whose signature this process has checked: a client sends the same one for a quarter of an hour. Nothing is kept of those that were
 * refused, so that a forger fills nothing.
 */
@Injectable()
export class VerifiedTokens {
  /** The least recently used first. */
  private readonly tokens = new Map<string, Verified>();
  private keysVersion = -1;

  constructor(private readonly keys: SigningKeys) {}

  find(token: string): Principal | undefined {
    this.forgetIfKeysChanged();
    const verified = this.tokens.get(token);
    if (verified === undefined) return undefined;
    this.tokens.delete(token);
    if (Math.floor(Date.now() / 1_000) >= verified.exp) return undefined;
    this.tokens.set(token, verified);
    return verified.principal;
  }

  keep(token: string, principal: Principal, exp: number): void {
    this.forgetIfKeysChanged();
    if (this.tokens.size >= capacity) {
      const [oldest = ''] = this.tokens.keys();
      this.tokens.delete(oldest);
    }
    this.tokens.set(token, { principal, exp });
  }

  /** Whatever was signed by a key that is gone is worth nothing. */
  private forgetIfKeysChanged(): void {
    if (this.keysVersion === this.keys.version) return;
    this.keysVersion = this.keys.version;
    this.tokens.clear();
  }
}
