import type { KeyObject } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Strategy } from 'passport-jwt';
import { isId } from '#shared-kernel';
import { Unauthenticated } from './errors.js';
import { PresentedTokens } from './presented-tokens.js';
import type { Principal } from './principal.js';
import { signingAlgorithm } from './signing-key.js';
import { SigningKeys } from './signing-keys.js';
import { accessToken, keyIdOf, mustBeKnown, tokenIssuer } from './token-kinds.js';
import { VerifiedTokens } from './verified-tokens.js';

/** Claims of an access token. `scope` holds the permissions, separated by spaces, as RFC 8693 has it. */
export interface AccessTokenClaims {
  sub: string;
  sid: string;
  role: string;
  scope: string;
  exp: number;
  /** The account's address, so that an order needs no question to the customers context. */
  email?: string;
  /** What is missing for the rest of what the role may do. */
  needs?: 'second-factor';
}

/**
 * Verifies access tokens: one algorithm, one type, one issuer, one audience, keys from the table alone, and the expiry without leeway. Asked
 * directly instead of through Passport's register, which all applications of a process would share, keys and all.
 */
@Injectable()
export class JwtStrategy {
  private readonly strategy: Strategy;

  constructor(
    private readonly keys: SigningKeys,
    private readonly presented: PresentedTokens,
    private readonly verified: VerifiedTokens,
  ) {
    const options = {
      jwtFromRequest: (request: unknown) => this.tokenOf(request),
      secretOrKeyProvider: (_: unknown, token: string, done: SecretCallback) => {
        this.keyFor(token).then(
          // passport-jwt hands it to jsonwebtoken, which takes key objects.
          (key) => {
            done(null, key as unknown as Buffer);
          },
          (error: unknown) => {
            done(error);
          },
        );
      },
      passReqToCallback: true as const,
      algorithms: [signingAlgorithm] as (typeof signingAlgorithm)[],
      issuer: tokenIssuer,
      audience: accessToken.audience,
    };
    this.strategy = new Strategy(options, (request: unknown, claims: Partial<AccessTokenClaims>, done) => {
      done(null, this.principalOf(request, claims));
    });
  }

  /** Whom the request's access token is for. @throws Unauthenticated, whatever is wrong with it */
  authenticate(request: FastifyRequest): Promise<Principal> {
    return new Promise((resolve, reject) => {
      // As Passport does it: each request has the strategy to itself.
      const attempt = Object.create(this.strategy) as Strategy;
      attempt.success = (principal: unknown) => {
        resolve(principal as Principal);
      };
      attempt.fail = () => {
        reject(new Unauthenticated());
      };
      attempt.error = reject;
      attempt.authenticate(request as unknown as Parameters<Strategy['authenticate']>[0]);
    });
  }

  private tokenOf(request: unknown): string | null {
    return this.presented.of(request as FastifyRequest)?.token ?? null;
  }

  private async keyFor(token: string): Promise<KeyObject> {
    return mustBeKnown(await this.keys.learn(keyIdOf(token, accessToken), accessToken.longestSeconds));
  }

  /** In the same turn in which the signature was checked. */
  private principalOf(request: unknown, claims: Partial<AccessTokenClaims>): Principal {
    const principal = principalOf(claims);
    const token = this.tokenOf(request) ?? '';
    // Perhaps the key was taken away between being looked up and being used.
    mustBeKnown(this.keys.find(keyIdOf(token, accessToken), accessToken.longestSeconds));
    this.verified.keep(token, principal, claims.exp ?? 0);
    return principal;
  }
}

type SecretCallback = (error: unknown, key?: Buffer) => void;

function principalOf({ sub, sid, role, scope, email, needs, exp }: Partial<AccessTokenClaims>): Principal {
  if (!isId(sub) || !isId(sid) || typeof role !== 'string' || typeof scope !== 'string')
    throw new Unauthenticated();
  // jsonwebtoken takes one that never ends.
  if (typeof exp !== 'number') throw new Unauthenticated();
  const principal = { id: sub, sessionId: sid, role, permissions: new Set(scope.split(' ')) };
  return {
    ...principal,
    ...(typeof email === 'string' ? { email } : {}),
    ...(needs === 'second-factor' ? { needs } : {}),
  };
}
