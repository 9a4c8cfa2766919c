import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '#shared-kernel';
import { DatabaseUnavailable, isUnreachable } from '../database/errors.js';
import { problem, problemContentType, statusOfKind, type Problem } from './problem.js';

/** How long a client waits that is asked to come back later, and how many wait at a time. */
const holdMs = 1_000;
const mostHeld = 1_000;

/** The one place where errors become answers: business rules, framework, body parser and surprises alike. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger(ProblemFilter.name);
  private held = 0;

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const answer = problemOf(error, request);
    const comeBack = error instanceof DomainError && error.retryAfterSeconds !== undefined;
    // Somebody who is asked to come back is no surprise, and there may be a thousand of them a second.
    if (answer.status >= 500 && !comeBack) {
      this.logger.error(
        { err: error, requestId: request.id, method: request.method, url: answer.instance },
        answer.detail,
      );
    }
    const send = (): void => {
      if (reply.sent) return;
      void reply.status(answer.status).headers(problemHeaders(answer.status, error)).send(answer);
    };
    if (comeBack) this.hold(send);
    else send();
  }

  /**
   * Who asks again as soon as it is refused has to wait for that, too: a few connections could otherwise keep a process busy with refusing
   * them. Beyond a number that costs next to no memory, it is told at once.
   */
  private hold(send: () => void): void {
    if (this.held >= mostHeld) {
      send();
      return;
    }
    this.held += 1;
    setTimeout(() => {
      this.held -= 1;
      send();
    }, holdMs);
  }
}

export function problemHeaders(status: number, error?: unknown): Record<string, string> {
  const seconds = error instanceof DomainError ? error.retryAfterSeconds : undefined;
  return {
    'content-type': problemContentType,
    'cache-control': 'no-store',
    ...(status === 503 ? { 'retry-after': '1' } : {}),
    ...(seconds === undefined ? {} : { 'retry-after': String(seconds) }),
    ...(status === 401 ? { 'www-authenticate': 'Bearer' } : {}),
  };
}

export function problemOf(error: unknown, request: { url: string; id: string }): Problem {
  const place = { instance: request.url.split('?', 1)[0] ?? request.url, requestId: request.id };
  if (error instanceof DomainError) {
    return problem({
      ...place,
      status: statusOfKind[error.kind],
      code: error.code,
      detail: error.message,
      errors: error.details,
    });
  }
  if (isUnreachable(error)) return problemOf(new DatabaseUnavailable('connection lost', error), request);
  const { status, detail } = frameworkError(error) ?? {};
  if (status !== undefined && detail !== undefined)
    return problem({ ...place, status, code: codeOfStatus(status), detail });
  return problem({
    ...place,
    status: 500,
    code: 'platform.unexpected',
    detail: 'Something unexpected went wrong on our side. The request id finds it in our logs.',
  });
}

/** Nest's exceptions, and Fastify's own for bodies that it could not take. */
function frameworkError(error: unknown): { status: number; detail: string } | undefined {
  if (error instanceof HttpException) return { status: error.getStatus(), detail: error.message };
  if (typeof error !== 'object' || error === null) return undefined;
  const { statusCode, message } = error as { statusCode?: unknown; message?: unknown };
  if (typeof statusCode !== 'number' || statusCode < 400 || statusCode > 499) return undefined;
  // The framework's own words would repeat all of it.
  if (statusCode === 414) return { status: statusCode, detail: 'A part of the path is too long.' };
  return {
    status: statusCode,
    detail: typeof message === 'string' ? message : 'The request could not be read.',
  };
}

function codeOfStatus(status: number): string {
  const codes: Readonly<Record<number, string>> = {
    400: 'http.bad-request',
    401: 'auth.unauthenticated',
    403: 'auth.forbidden',
    404: 'http.not-found',
    405: 'http.method-not-allowed',
    413: 'http.body-too-large',
    414: 'http.path-too-long',
    415: 'http.unsupported-media-type',
    429: 'http.too-many-requests',
  };
  return codes[status] ?? `http.${String(status)}`;
}
