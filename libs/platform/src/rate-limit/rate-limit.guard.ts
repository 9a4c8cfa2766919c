import { Injectable, type ExecutionContext } from '@nestjs/common';
import { ThrottlerGuard, type ThrottlerLimitDetail } from '@nestjs/throttler';
import { DomainError } from '#shared-kernel';
import { localPrefix } from './rate-limit-storage.js';

export class TooManyRequests extends DomainError {
  readonly code = 'http.too-many-requests';
  readonly kind = 'too-many-requests';

  constructor(seconds: number) {
    super(`Too many requests. Please wait ${String(seconds)} seconds.`);
  }
}

/** Limits by client address (as far as TRUSTED_PROXIES vouches for it) and route. */
@Injectable()
export class RateLimitGuard extends ThrottlerGuard {
  protected override generateKey(context: ExecutionContext, tracker: string): string {
    const { method } = context.switchToHttp().getRequest<{ method: string }>();
    const scope = method === 'GET' || method === 'HEAD' ? localPrefix : '';
    return `${scope}${context.getClass().name}.${context.getHandler().name}:${tracker}`;
  }

  protected override throwThrottlingException(
    _context: ExecutionContext,
    detail: ThrottlerLimitDetail,
  ): Promise<void> {
    throw new TooManyRequests(detail.timeToBlockExpire);
  }
}
