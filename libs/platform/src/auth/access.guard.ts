import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { SecurityTrail } from '../audit/security-trail.js';
import { ApiKeyDoor } from './api-keys.js';
import { CrossSiteDefence } from './cross-site-defence.js';
import { EndedSessions } from './ended-sessions.js';
import { Forbidden, SecondFactorNeeded, Unauthenticated } from './errors.js';
import { JwtStrategy } from './jwt.strategy.js';
import { permissionKey, publicKey } from './permissions.js';
import { PresentedTokens } from './presented-tokens.js';
import type { Principal } from './principal.js';
import { VerifiedTokens } from './verified-tokens.js';

type Asked = FastifyRequest & { user?: Principal | undefined };

const harmless: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);
/**
 * Where cookies vouch for a change: in the API, except where one signs in, refreshes or resets and so shows who one is anyway. What the browser
 * still holds is often the reason there. Pages with forms look after themselves.
 */
const vouchedFor = /^\/v1\/(?!auth\/)/;

/** Stands before every route. Deny by default: what is not marked public needs a sign-in and a permission. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly apiKeys: ApiKeyDoor,
    private readonly presented: PresentedTokens,
    private readonly verified: VerifiedTokens,
    private readonly strategy: JwtStrategy,
    private readonly ended: EndedSessions,
    private readonly crossSite: CrossSiteDefence,
    private readonly trail: SecurityTrail,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const targets = [context.getHandler(), context.getClass()];
    const request = context.switchToHttp().getRequest<Asked>();
    if (this.reflector.getAllAndOverride<boolean | undefined>(publicKey, targets) === true) {
      request.user = await this.visitor(request);
      return true;
    }
    const principal = await this.whoAsks(request);
    if (principal === undefined) throw new Unauthenticated();
    request.user = principal;
    const permission = this.reflector.getAllAndOverride<string | undefined>(permissionKey, targets);
    if (permission !== undefined && principal.permissions.has(permission)) return true;
    this.noteDenial(context, principal, permission);
    throw principal.needs === 'second-factor' ? new SecondFactorNeeded() : new Forbidden(permission);
  }

  /** At a public route: a token in the header is meant, and must be good. A browser's cookie may have run out, and then it is somebody unknown who reads. */
  private async visitor(request: Asked): Promise<Principal | undefined> {
    const isCookie = request.headers.authorization === undefined;
    const isRead = harmless.has(request.method);
    if (isCookie && !isRead && !vouchedFor.test(request.routeOptions.url ?? '')) return undefined;
    try {
      return await this.whoAsks(request);
    } catch (error) {
      if (isCookie && isRead && error instanceof Unauthenticated) return undefined;
      throw error;
    }
  }

  private async whoAsks(request: Asked): Promise<Principal | undefined> {
    const program = await this.apiKeys.admit(request.headers.authorization);
    if (program !== undefined) return program;
    const presented = this.presented.of(request);
    if (presented === undefined) return undefined;
    const known = presented.token === undefined ? undefined : this.verified.find(presented.token);
    const principal = known ?? (await this.strategy.principalFor(request));
    if (await this.ended.hasEnded(principal.sessionId))
      throw new Unauthenticated('This session has been ended: sign in again.');
    if (presented.by === 'cookie' && !harmless.has(request.method))
      this.crossSite.mustBeMeant(request, principal.sessionId);
    return principal;
  }

  private noteDenial(context: ExecutionContext, { id }: Principal, permission: string | undefined): void {
    const operation = `${context.getClass().name.replace(/Controller$/, '')}.${context.getHandler().name}`;
    this.trail.note({
      actor: id,
      action: 'auth.denied',
      subjectType: 'operation',
      subjectId: operation.slice(0, 64),
      after: { permission },
    });
  }
}
