import { timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Config } from '#platform/config/config.js';
import { NotUnsealed, Sealer } from '#platform/security/sealer.js';
import { Clock } from '#shared-kernel';
import { attemptSeconds } from '../application/finish-attempt.js';
import type { Linker } from '../application/link-identity.js';
import type { ProviderStart } from '../application/sign-in-provider.js';

/** What is remembered while somebody is at the provider. */
export interface SignInAttempt extends Omit<ProviderStart, 'url'> {
  readonly returnTo?: string | undefined;
  /** Of an app, which gets a code instead of cookies. */
  readonly codeChallenge?: string | undefined;
  /** Somebody who is signed in and wants to link, instead of to sign in. */
  readonly linker?: Linker | undefined;
}

const purpose = 'sign-in-attempt';
const maxLength = 4_000;

/**
 * Attempts live in the browser that makes them, in a sealed cookie: a callback without it was begun by somebody else, who may want to sign
 * somebody in to an account that is not theirs (RFC 6749 10.12). One attempt a browser; the latest counts.
 */
@Injectable()
export class SignInAttempts {
  constructor(
    private readonly sealer: Sealer,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  /** @returns the `set-cookie` header */
  keep(provider: string, attempt: SignInAttempt): string {
    const expiresAt = this.clock.now().getTime() + attemptSeconds * 1_000;
    const sealed = this.sealer.seal(
      purpose,
      provider,
      Buffer.from(JSON.stringify({ ...attempt, expiresAt })),
    );
    return this.cookie(sealed.toString('base64url'), attemptSeconds);
  }

  /** The browser's attempt, if the callback is its own: begun here, with this provider and state, not long ago. */
  matching(provider: string, cookieHeader: string | undefined, state: unknown): SignInAttempt | undefined {
    const attempt = this.open(provider, this.valueIn(cookieHeader));
    if (attempt === undefined || typeof state !== 'string' || !isSame(attempt.state, state)) return undefined;
    return attempt.expiresAt > this.clock.now().getTime() ? attempt : undefined;
  }

  /** The `set-cookie` header that takes the cookie away. */
  forget(): string {
    return this.cookie('', 0);
  }

  private open(
    provider: string,
    value: string | undefined,
  ): (SignInAttempt & { expiresAt: number }) | undefined {
    if (value === undefined || value.length > maxLength) return undefined;
    try {
      const opened = this.sealer.open(purpose, provider, Buffer.from(value, 'base64url'));
      return JSON.parse(opened.toString('utf8')) as SignInAttempt & { expiresAt: number };
    } catch (error) {
      if (error instanceof NotUnsealed) return undefined; // not ours, or of another provider
      throw error;
    }
  }

  private valueIn(cookieHeader = ''): string | undefined {
    const prefix = `${this.name}=`;
    const pair = cookieHeader.split(';').find((each) => each.trim().startsWith(prefix));
    return pair?.trim().slice(prefix.length);
  }

  private cookie(value: string, maxAgeSeconds: number): string {
    const secure = this.isSecure ? '; Secure' : '';
    // Lax: the callback comes from the provider's site.
    return `${this.name}=${value}; Path=/; Max-Age=${String(maxAgeSeconds)}; HttpOnly; SameSite=Lax${secure}`;
  }

  private get name(): string {
    // The prefix keeps other hosts of the same domain from planting an attempt of theirs.
    return this.isSecure ? '__Host-tradepost-sign-in' : 'tradepost-sign-in';
  }

  private get isSecure(): boolean {
    return this.config.http.publicUrl.startsWith('https:');
  }
}

function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
