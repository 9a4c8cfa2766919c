import { Inject, Injectable, SetMetadata, type ExecutionContext } from '@nestjs/common';
import { ThrottlerGuard, type ThrottlerLimitDetail, type ThrottlerRequest } from '@nestjs/throttler';
import { DomainError } from '#shared-kernel';
import { currentClient } from '../observability/request-scope.js';
import { DeviceTokens } from '../security/device-tokens.js';
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

type Tracker = ThrottlerRequest['getTracker'];

const byDevice = 'tradepost:limited-by-device';

/** A device that was signed in to before has a limit of its own, which others behind the same address can't use up. */
export function LimitedByDevice(): MethodDecorator {
  return SetMetadata(byDevice, true);
}

/** Limits by client address (as far as TRUSTED_PROXIES vouches for it) and route. */
@Injectable()
export class RateLimitGuard extends ThrottlerGuard {
  @Inject(DeviceTokens)
  private readonly deviceTokens!: DeviceTokens;

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
    const own = { ...request, limit: Math.max(1, Math.round((limit * general) / defaultLimit)) };
    const device = this.device(request.context);
    return device === undefined ? super.handleRequest(own) : this.handleDevice(own, device, general);
  }

  /** Devices cost nothing but sign-ins: whoever collects them has no more behind one address than anybody may ask for at all. */
  private async handleDevice(request: ThrottlerRequest, device: Tracker, general: number): Promise<boolean> {
    const getTracker: Tracker = async (...of) => `devices of ${await request.getTracker(...of)}`;
    await super.handleRequest({ ...request, getTracker, limit: general });
    return super.handleRequest({ ...request, getTracker: device });
  }

  private device(context: ExecutionContext): Tracker | undefined {
    if (this.reflector.get<boolean | undefined>(byDevice, context.getHandler()) !== true) return undefined;
    const hash = this.deviceTokens.hashOf(currentClient()?.deviceToken);
    return hash && (() => Promise.resolve(`device ${hash.toString('base64url')}`));
  }

  protected override throwThrottlingException(
    _context: ExecutionContext,
    detail: ThrottlerLimitDetail,
  ): Promise<void> {
    throw new TooManyRequests(detail.timeToBlockExpire);
  }
}
