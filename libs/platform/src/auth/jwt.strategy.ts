import type { KeyObject } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import type { FastifyRequest } from 'fastify';
import { Passport } from 'passport';
import { Strategy } from 'passport-jwt';
import { isId } from '#shared-kernel';
import { Unauthenticated } from './errors.js';
import { PresentedTokens } from './presented-tokens.js';
import type { Principal } from './principal.js';
import { signingAlgorithm } from './signing-key.js';
import { SigningKeys } from './signing-keys.js';
import { accessToken, keyIdOf, mustBeKnown, tokenIssuer } from './token-kinds.js';
import { VerifiedTokens } from './verified-tokens.js';

const name = 'jwt';

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
 * Verifies access tokens: one algorithm, one type, one issuer, one audience, keys from the table alone, and the expiry without leeway. It is
 * registered with a Passport of its own: the usual one is shared by all applications of a process, keys and all.
 */
@Injectable()
export class JwtStrategy extends PassportStrategy(Strategy, name) {
  private passport: InstanceType<typeof Passport> | undefined;

  constructor(
    private readonly keys: SigningKeys,
    private readonly presented: PresentedTokens,
    private readonly verified: VerifiedTokens,
  ) {
    super({
      jwtFromRequest: (request: FastifyRequest) => presented.of(request)?.token ?? null,
      secretOrKeyProvider: (_: unknown, token: string, done: SecretCallback) => {
        keyFor(keys, token).then((key) => {
          // passport-jwt hands it to jsonwebtoken, which takes key objects.
          done(null, key as unknown as Buffer);
        }, done);
      },
      passReqToCallback: true,
      algorithms: [signingAlgorithm],
      issuer: tokenIssuer,
      audience: accessToken.audience,
    });
  }

  /** Asked by the constructor of the base class already. */
  getPassportInstance(): InstanceType<typeof Passport> {
    return (this.passport ??= new Passport());
  }

  /** Whom the request's access token is for. @throws Unauthenticated, whatever is wrong with it */
  principalFor(request: FastifyRequest): Promise<Principal> {
    return new Promise((resolve, reject) => {
      const answered = (error: unknown, principal: Principal | false | null | undefined): void => {
        if (error instanceof Error) reject(error);
        else if (principal) resolve(principal);
        else reject(new Unauthenticated());
      };
      const check = this.getPassportInstance().authenticate(name, { session: false }, answered) as Check;
      check(request, {}, reject);
    });
  }

  /** Called by Passport in the same turn in which the signature was checked. */
  validate(request: FastifyRequest, claims: Partial<AccessTokenClaims>): Principal {
    const principal = principalOf(claims);
    const token = this.presented.of(request)?.token ?? '';
    // Perhaps the key was taken away between being looked up and being used.
    mustBeKnown(this.keys.find(keyIdOf(token, accessToken), accessToken.longestSeconds));
    this.verified.keep(token, principal, claims.exp ?? 0);
    return principal;
  }
}

type Check = (request: FastifyRequest, reply: object, next: (error: Error) => void) => void;
type SecretCallback = (error: unknown, key?: Buffer) => void;

async function keyFor(keys: SigningKeys, token: string): Promise<KeyObject> {
  return mustBeKnown(await keys.learn(keyIdOf(token, accessToken), accessToken.longestSeconds));
}

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
