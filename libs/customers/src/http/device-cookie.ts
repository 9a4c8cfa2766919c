import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { tap, type Observable } from 'rxjs';
import { CrossSiteDefence, CsrfRefused } from '#platform/auth/cross-site-defence.js';
import { Config } from '#platform/config/config.js';
import { deviceCookie, requestScope } from '#platform/observability/request-scope.js';

const lifetimeSeconds = 180 * 86_400;

/**
 * Gives a browser the token of its device with whatever it was that introduced it: a sign-in by any way, a password reset, the staff's
 * form.
 */
@Injectable()
export class DeviceCookie implements NestInterceptor {
  constructor(
    private readonly config: Config,
    private readonly crossSite: CrossSiteDefence,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    return next.handle().pipe(
      tap(() => {
        const token = requestScope.getStore()?.givenDeviceToken;
        const http = context.switchToHttp();
        if (token === undefined || this.isAskedByOthers(http.getRequest<FastifyRequest>())) return;
        const reply = http.getResponse<FastifyReply>();
        void reply.header('set-cookie', this.cookie(token));
      }),
    );
  }

  /** Another site that made the browser sign in to some account would take from it the token by which its owner's account knows it. */
  private isAskedByOthers(request: FastifyRequest): boolean {
    const { origin, 'sec-fetch-site': site } = request.headers;
    // Pages under `no-referrer`, as those of mailed links, say null for an origin.
    const saysNothing = origin === 'null' && site === undefined;
    if (request.method === 'GET' || site === 'same-origin' || saysNothing) return false;
    try {
      this.crossSite.mustComeFromOwnPages(request);
      return false;
    } catch (error) {
      if (error instanceof CsrfRefused) return true;
      throw error;
    }
  }

  private cookie(token: string): string {
    const isSecure = this.config.http.publicUrl.startsWith('https:');
    const name = isSecure ? deviceCookie.secure : deviceCookie.plain;
    const secure = isSecure ? '; Secure' : '';
    return `${name}=${token}; Path=/; Max-Age=${String(lifetimeSeconds)}; HttpOnly; SameSite=Lax${secure}`;
  }
}
