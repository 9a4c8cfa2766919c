import {
  applyDecorators,
  Injectable,
  UseInterceptors,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { ApiBadRequestResponse, ApiHeader, ApiNotFoundResponse, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { tap, type Observable } from 'rxjs';
import { Requires } from '#platform/auth/permissions.js';
import { entityTag } from '#platform/http/if-match.js';
import { Problem } from '#platform/http/problem.js';

/** The answer's `version` is its ETag. */
@Injectable()
class VersionAsEntityTag implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler<unknown>): Observable<unknown> {
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    return next.handle().pipe(
      tap((body) => {
        const version = (body as { version?: unknown } | undefined)?.version;
        if (typeof version === 'number') void reply.header('etag', entityTag(version));
      }),
    );
  }
}

/** Routes by which staff run the catalogue. */
export function Administration(tag: string): ClassDecorator {
  return applyDecorators(
    ApiTags(`Administration: ${tag}`),
    Requires('catalog:manage'),
    ApiBadRequestResponse({ type: Problem }),
    UseInterceptors(VersionAsEntityTag),
  );
}

/** Changes a record that others may change too. */
export function ChangesVersion(): MethodDecorator {
  return applyDecorators(
    ApiHeader({
      name: 'If-Match',
      required: true,
      description: 'The ETag of what you have read; * overwrites whatever is there.',
      schema: { type: 'string', example: '"3"' },
    }),
    ApiNotFoundResponse({ type: Problem }),
    ApiResponse({ status: 412, type: Problem, description: 'Somebody has changed it meanwhile.' }),
    ApiResponse({ status: 428, type: Problem, description: 'If-Match is missing.' }),
  );
}
