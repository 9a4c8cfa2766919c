import { Injectable, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { AuthGuard } from '@nestjs/passport';
import type { FastifyRequest } from 'fastify';
import { ApiKeyDoor } from './api-keys.js';
import { Forbidden, SecondFactorNeeded, Unauthenticated } from './errors.js';
import { permissionKey, publicKey } from './permissions.js';
import type { Principal } from './principal.js';

/** Stands before every route. Deny by default: what is not marked public needs a sign-in and a permission. */
@Injectable()
export class AccessGuard extends AuthGuard('jwt') {
  constructor(
    private readonly reflector: Reflector,
    private readonly apiKeys: ApiKeyDoor,
  ) {
    super();
  }

  override async canActivate(context: ExecutionContext): Promise<boolean> {
    const targets = [context.getHandler(), context.getClass()];
    const isPublic = this.reflector.getAllAndOverride<boolean | undefined>(publicKey, targets) === true;
    const request = context.switchToHttp().getRequest<FastifyRequest & { user?: Principal }>();
    const { authorization } = request.headers;
    if (isPublic && authorization === undefined) return true;
    const program = await this.apiKeys.admit(authorization);
    if (program === undefined) await super.canActivate(context);
    else request.user = program;
    if (isPublic) return true;
    const permission = this.reflector.getAllAndOverride<string | undefined>(permissionKey, targets);
    const principal = context.switchToHttp().getRequest<{ user: Principal }>().user;
    if (permission !== undefined && principal.permissions.has(permission)) return true;
    throw principal.needs === 'second-factor' ? new SecondFactorNeeded() : new Forbidden(permission);
  }

  /** Passport reports what is wrong with a token in many shapes; the client gets one. */
  override handleRequest<User = Principal>(error: unknown, user: User | false): User {
    if (error instanceof Error) throw error;
    if (user === false) throw new Unauthenticated();
    return user;
  }
}
