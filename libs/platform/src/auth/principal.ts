import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

/** Who asks: an account that has signed in. */
export interface Principal {
  id: string;
  role: string;
  permissions: ReadonlySet<string>;
  /** The sign-in that the access token came from. */
  sessionId: string;
  /** The account's address at the time of the sign-in; every token that the customers context issues carries it. */
  email?: string;
  /** What the session has not shown yet, and may do little without. */
  needs?: 'second-factor';
}

/** The signed-in account of a request, or undefined on a public route without a token. */
export function principalOf(request: FastifyRequest): Principal | undefined {
  return (request as FastifyRequest & { user?: Principal }).user;
}

/** The signed-in account, in a controller's parameter list. Undefined only on `@Public()` routes. */
export const CurrentPrincipal = createParamDecorator((_: unknown, context: ExecutionContext) =>
  principalOf(context.switchToHttp().getRequest<FastifyRequest>()),
);

/** The value of a header, or undefined; for `Cart-Token` and `Order-Token`. */
export const HeaderToken = createParamDecorator((name: string, context: ExecutionContext) => {
  const value = context.switchToHttp().getRequest<FastifyRequest>().headers[name.toLowerCase()];
  return typeof value === 'string' && value !== '' ? value : undefined;
});
