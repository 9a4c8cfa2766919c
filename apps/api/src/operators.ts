import { getQueueToken } from '@nestjs/bull';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createBullBoard } from '@bull-board/api';
import { BullAdapter } from '@bull-board/api/bullAdapter';
import { FastifyAdapter } from '@bull-board/fastify';
import type { Queue } from 'bull';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { OperatorSessions } from '#customers';
import { type Config } from '#platform/config/config.js';
import { Forbidden } from '#platform/auth/errors.js';
import { problemOf } from '#platform/http/problem.filter.js';
import { problemContentType } from '#platform/http/problem.js';
import { queueNames } from './queue-names.js';

const boardPath = '/operators/queues';
const signInPath = '/operators/sign-in';
/** Everything else retries, removes or pauses something. */
const reads: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Bull Board for staff. It is registered by hand in a scope of its own with a hook, because Nest's middleware guards only its exact route:
 * the board's API below it would answer everybody.
 */
export async function serveOperators(
  app: NestFastifyApplication,
  fastify: FastifyInstance,
  config: Config,
): Promise<void> {
  const board = new FastifyAdapter();
  createBullBoard({
    queues: queueNames.map((name) => new BullAdapter(app.get<Queue>(getQueueToken(name), { strict: false }))),
    serverAdapter: board,
    options: { uiConfig: { boardTitle: config.shop.name } },
  });
  board.setBasePath(boardPath);
  const sessions = app.get(OperatorSessions, { strict: false });
  await fastify.register(async (scope) => {
    scope.addHook('onRequest', async (request, reply) => admitStaff(sessions, request, reply));
    await scope.register(
      board.registerPlugin() as never,
      { prefix: boardPath, basePath: boardPath } as never,
    );
  });
}

async function admitStaff(
  sessions: OperatorSessions,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const principal = await sessions.verify(request.headers.cookie);
  const permission = reads.has(request.method) ? 'operations:read' : 'operations:manage';
  if (principal?.permissions.has(permission) === true) return;
  if (request.method === 'GET' && request.headers.accept?.includes('text/html') === true) {
    await reply.redirect(`${signInPath}?next=${encodeURIComponent(boardPath)}`);
    return;
  }
  const problem = problemOf(new Forbidden(permission), request);
  await reply.status(problem.status).header('content-type', problemContentType).send(JSON.stringify(problem));
}
