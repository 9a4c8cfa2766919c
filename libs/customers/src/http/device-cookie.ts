import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { tap, type Observable } from 'rxjs';
import { Config } from '#platform/config/config.js';
import { deviceCookie, requestScope } from '#platform/observability/request-scope.js';

const lifetimeSeconds = 180 * 86_400;

/**
 * Gives a browser the token of its device with whatever it was that introduced it: a sign-in by any way, a password reset, the staff's
 * form.
 */
@Injectable()
export class DeviceCookie implements NestInterceptor {
  constructor(private readonly config: Config) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    return next.handle().pipe(
      tap(() => {
        const token = requestScope.getStore()?.givenDeviceToken;
        if (token === undefined) return;
        const reply = context.switchToHttp().getResponse<FastifyReply>();
        void reply.header('set-cookie', this.cookie(token));
      }),
    );
  }

  private cookie(token: string): string {
    const isSecure = this.config.http.publicUrl.startsWith('https:');
    const name = isSecure ? deviceCookie.secure : deviceCookie.plain;
    const secure = isSecure ? '; Secure' : '';
    return `${name}=${token}; Path=/; Max-Age=${String(lifetimeSeconds)}; HttpOnly; SameSite=Lax${secure}`;
  }
}
