import { Injectable } from '@nestjs/common';
import { SecurityTrail, type RefusedAttempt } from '../audit/security-trail.js';
import { Config } from '../config/config.js';
import { TooManyRequests } from '../rate-limit/rate-limit.guard.js';
import { RateLimitStorage } from '../rate-limit/rate-limit-storage.js';
import { Unauthenticated } from './errors.js';
import type { Principal } from './principal.js';

// The prefix tells keys from access tokens, and is what programs that look for leaked secrets search for.
const looksLikeKey = /^bearer +tp_/i;
const bearer = /^bearer +(tp_[\w-]{43})$/i;

/** Nothing of the key itself, so that who tries many is one row of the log. */
const refused: RefusedAttempt = {
  actor: 'anonymous',
  action: 'auth.api-key-refused',
  subjectType: 'api-key',
  subjectId: 'unknown',
};

/** What the customers context knows of API keys. */
export abstract class ApiKeys {
  /** Whom the key speaks for: its own id with its scopes as permissions. Undefined if it is unknown, revoked or has run out. */
  abstract principalOf(secret: string): Promise<Principal | undefined>;
}

/** Lets programs of the shop in: `Authorization: Bearer tp_…`. A service of a context that knows no keys takes none. */
@Injectable()
export class ApiKeyDoor {
  private keys: ApiKeys | undefined;

  constructor(
    private readonly rateLimits: RateLimitStorage,
    private readonly trail: SecurityTrail,
    private readonly config: Config,
  ) {}

  /** Whom to ask from now on. */
  serve(keys: ApiKeys): void {
    this.keys = keys;
  }

  /**
   * Undefined if the header holds no API key, but perhaps something else.
   * @throws Unauthenticated for one that is worth nothing, TooManyRequests
   */
  async admit(authorization: string | undefined): Promise<Principal | undefined> {
    if (authorization === undefined || !looksLikeKey.test(authorization)) return undefined;
    const secret = bearer.exec(authorization)?.[1];
    const principal = secret === undefined ? undefined : await this.keys?.principalOf(secret);
    if (principal === undefined) {
      this.trail.note(refused);
      throw new Unauthenticated('This API key is not valid, or not any more.');
    }
    await this.count(principal.id);
    return principal;
  }

  /** Over all routes and addresses: a program that has gone wild may run on many machines. */
  private async count(keyId: string): Promise<void> {
    const limit = this.config.http.rateLimitPerMinute;
    const { isBlocked, timeToBlockExpire } = await this.rateLimits.increment(
      `api-key:${keyId}`,
      60_000,
      limit,
    );
    if (isBlocked) throw new TooManyRequests(timeToBlockExpire);
  }
}
