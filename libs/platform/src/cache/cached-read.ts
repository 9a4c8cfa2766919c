import {
  applyDecorators,
  Header,
  Injectable,
  SetMetadata,
  UseInterceptors,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { ApiResponse } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { lastValueFrom, of, type Observable } from 'rxjs';
import type { Cacheable } from './cacheable.js';
import { isSameAs } from './etag.js';
import { ReadCache } from './read-cache.js';

/**
 * Whoever stands between us and the reader may keep an answer for one second: enough to take the weight of a crowd, short enough
 * that a price or a sold-out variant is seen within it. No stale-while-revalidate or stale-if-error: both would show old prices.
 */
export const publicRead = 'public, max-age=1';

export const cachedReadKey = 'cache:read';

/**
 * The doors of cached reads: this interceptor for requests that come through Nest (with a token, or in a test without a socket), and the
 * read lane (read-lane.ts) for all others.
 */
@Injectable()
export class CachedReadInterceptor implements NestInterceptor {
  constructor(private readonly cache: ReadCache) {}

  async intercept(context: ExecutionContext, next: CallHandler<Cacheable>): Promise<Observable<unknown>> {
    const http = context.switchToHttp();
    const { url, headers } = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const answer = this.cache.hit(url) ?? (await this.cache.answer(url, () => lastValueFrom(next.handle())));
    void reply.header('etag', answer.etag);
    if (isSameAs(answer.etag, headers['if-none-match'])) {
      void reply.status(304);
      return of(undefined);
    }
    void reply.header('content-type', 'application/json; charset=utf-8');
    return of(answer.bytes);
  }
}

/**
 * A public GET that returns a `Cacheable`: its answers are kept as bytes, with a tag for conditional requests. The handler gets the query or
 * a path parameter and nothing else; who asks must not matter.
 */
export function CachedRead(): MethodDecorator {
  return applyDecorators(
    SetMetadata(cachedReadKey, true),
    Header('Cache-Control', publicRead),
    UseInterceptors(CachedReadInterceptor),
    ApiNotModified(),
  );
}

/** For routes that answer conditional requests without being `@CachedRead()`. */
export function ApiNotModified(): MethodDecorator {
  return ApiResponse({
    status: 304,
    description: 'Unchanged since the answer with the ETag of If-None-Match.',
  });
}
