import { Injectable, type ExecutionContext } from '@nestjs/common';
import { ThrottlerGuard, type ThrottlerLimitDetail, type ThrottlerRequest } from '@nestjs/throttler';
import { DomainError } from '#shared-kernel';
import { localPrefix } from './rate-limit-storage.js';

/** RATE_LIMIT_PER_MINUTE as it is when nobody sets it. */
const defaultLimit = 600;

export class TooManyRequests extends DomainError {
  readonly code = 'http.too-many-requests';
  readonly kind = 'too-many-requests';

  constructor(override readonly retryAfterSeconds: number) {
    super(`Too many requests. Please wait ${String(retryAfterSeconds)} seconds.`);
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

  /** A route's own limit is meant beside the default of 600 a minute, and keeps its proportion when that is configured otherwise. */
  protected override handleRequest(request: ThrottlerRequest): Promise<boolean> {
    const { limit, throttler } = request;
    const general = throttler.limit;
    if (typeof general !== 'number' || limit === general) return super.handleRequest(request);
    return super.handleRequest({
      ...request,
      limit: Math.max(1, Math.round((limit * general) / defaultLimit)),
    });
  }

  protected override throwThrottlingException(
    _context: ExecutionContext,
    detail: ThrottlerLimitDetail,
  ): Promise<void> {
    throw new TooManyRequests(detail.timeToBlockExpire);
  }
}
