import { applyDecorators, createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiNotFoundResponse, ApiParam } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { OrderAccess } from '#ordering';
import { Forbidden } from '#platform/auth/errors.js';
import { Public } from '#platform/auth/permissions.js';
import { principalOf, type Principal } from '#platform/auth/principal.js';
import { Problem } from '#platform/http/problem.js';

export interface OrderVisitor extends OrderAccess {
  readonly principal: Principal | undefined;
}

/** Who asks for an order: a customer who holds the permission, or a guest with the order's token. @throws Forbidden */
export const Visitor = createParamDecorator((permission: string, context: ExecutionContext): OrderVisitor => {
  const request = context.switchToHttp().getRequest<FastifyRequest>();
  const principal = principalOf(request);
  if (principal !== undefined && !principal.permissions.has(permission)) throw new Forbidden(permission);
  const token = request.headers['order-token'];
  return { principal, orderToken: typeof token === 'string' && token !== '' ? token : undefined };
});

/** A route below an order, open to its customer by bearer token and to a guest by `Order-Token`. */
export function OfOrder(): MethodDecorator {
  return applyDecorators(
    Public(),
    ApiBearerAuth(),
    ApiHeader({
      name: 'Order-Token',
      required: false,
      description: "A guest's key to the order; customers sign in instead.",
      schema: { type: 'string', example: '019b8b7b-8000-7c3e-9a51-3f2b8a1c4d60.Zk3v…' },
    }),
    ApiParam({ name: 'id', description: "The order's id.", example: '019b8b7b-8000-7c3e-9a51-3f2b8a1c4d60' }),
    ApiNotFoundResponse({ type: Problem, description: 'There is no such order, or it is not yours.' }),
  );
}
