import { applyDecorators } from '@nestjs/common';
import { ApiExtraModels, ApiResponse, getSchemaPath } from '@nestjs/swagger';
import { CookieSessionView, SessionView } from './sessions.dto.js';

/** A session as it is answered: with its tokens, or without them when they went into cookies (`transport`). */
export function ApiSession(status: 200 | 201, description = 'The session.'): MethodDecorator {
  return applyDecorators(
    ApiExtraModels(SessionView, CookieSessionView),
    ApiResponse({
      ...{ status, description },
      schema: { oneOf: [{ $ref: getSchemaPath(SessionView) }, { $ref: getSchemaPath(CookieSessionView) }] },
    }),
  );
}
