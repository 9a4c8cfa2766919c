import type { FastifyInstance } from 'fastify';
import { clientOf, requestScope } from './request-scope.js';

/** Who asks is known to all that happens for a request. */
export function keepRequestScope(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (request, _reply, done) => {
    requestScope.run({ requestId: request.id, client: clientOf(request) }, done);
  });
}
