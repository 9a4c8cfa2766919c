import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import { ExtractJwt, Strategy } from 'passport-jwt';
import { isId } from '#shared-kernel';
import { Config } from '../config/config.js';
import { Unauthenticated } from './errors.js';
import type { Principal } from './principal.js';

/** Claims of an access token. `scope` holds the permissions, separated by spaces, as RFC 8693 has it. */
export interface AccessTokenClaims {
  sub: string;
  sid: string;
  role: string;
  scope: string;
  /** The account's address, so that an order needs no question to the customers context. */
  email?: string;
  /** What is missing for the rest of what the role may do. */
  needs?: 'second-factor';
}

export const accessTokenIssuer = 'tradepost';
export const accessTokenAudience = 'tradepost-api';

/** Verifies bearer tokens: one algorithm, one issuer, one audience, and the expiry without leeway. */
@Injectable()
export class JwtStrategy extends PassportStrategy(Strategy, 'jwt') {
  constructor(config: Config) {
    super({
      jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(),
      secretOrKey: config.auth.jwtSecret,
      algorithms: ['HS256'],
      issuer: accessTokenIssuer,
      audience: accessTokenAudience,
    });
  }

  validate({ sub, sid, role, scope, email, needs }: Partial<AccessTokenClaims>): Principal {
    if (!isId(sub) || !isId(sid) || typeof role !== 'string' || typeof scope !== 'string')
      throw new Unauthenticated();
    const principal = { id: sub, sessionId: sid, role, permissions: new Set(scope.split(' ')) };
    return {
      ...principal,
      ...(typeof email === 'string' ? { email } : {}),
      ...(needs === 'second-factor' ? { needs } : {}),
    };
  }
}
