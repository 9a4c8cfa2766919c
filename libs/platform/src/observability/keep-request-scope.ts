import type { FastifyInstance } from 'fastify';
import { clientOf, requestScope, type RequestScope } from './request-scope.js';

/** Who asks is known to all that happens for a request. */
export function keepRequestScope(fastify: FastifyInstance): void {
  const scopes = new WeakMap<object, RequestScope>();
  fastify.addHook('onRequest', (request, _reply, done) => {
    const scope = { requestId: request.id, client: clientOf(request) };
    scopes.set(request, scope);
    requestScope.run(scope, done);
  });
  fastify.addHook('preValidation', (request, _reply, done) => {
    // A body arrives in the connection's own context: whatever comes after it has to be brought back.
    requestScope.run(scopes.get(request) ?? {}, done);
  });
}
