import fastifyCookie from '@fastify/cookie';
import { VersioningType, type LoggerService } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest, RawServerDefault } from 'fastify';
import { type Config } from '#platform/config/config.js';
import { refuseOverlargeShapes } from '#platform/http/body-shape.js';
import { problemOf } from '#platform/http/problem.filter.js';
import { problemContentType } from '#platform/http/problem.js';
import { acceptRawUploads } from '#platform/http/raw-upload.js';
import { newRequestId } from '#platform/http/request-id.js';
import { keepRequestScope } from '#platform/observability/keep-request-scope.js';
import { Metrics } from '#platform/observability/metrics.js';
import { ReadLane } from '#platform/read-lane/read-lane.js';
import { ApiModule } from './api.module.js';
import { answerClientError } from './client-errors.js';
import { contentSecurityPolicyFor } from './content-security-policy.js';
import { serveOperators } from './operators.js';
import { serveDocs } from './openapi.js';
import { helmetHeaders } from './standing-headers.js';
import { giveUploadsTime, uploadTimeoutMs } from './uploads.js';

/** The API as an application that is not listening yet; tests start several in one process. */
export async function createApi(config: Config, logger: LoggerService): Promise<NestFastifyApplication> {
  const standing = await helmetHeaders(config);
  const adapter = fastifyAdapter(config, standing);
  const app = await NestFactory.create<NestFastifyApplication>(ApiModule.forRoot(config), adapter, {
    logger,
    rawBody: true,
    abortOnError: false,
  });
  app.enableVersioning({ type: VersioningType.URI, defaultVersion: '1' });
  if (config.http.corsOrigins.length > 0) {
    app.enableCors({ origin: [...config.http.corsOrigins], credentials: true, maxAge: 600 });
  }
  const fastify = app.getHttpAdapter().getInstance();
  await app.register(fastifyCookie, { secret: config.auth.signingSecret });
  acceptRawUploads(fastify);
  keepRequestScope(fastify);
  watchRequests(fastify, app.get(Metrics), standing);
  giveUploadsTime(fastify);
  await serveOperators(app, fastify, config);
  if (config.appEnv !== 'production') serveDocs(app);
  openReadLane(fastify, app.get(ReadLane), standing);
  return app;
}

/** Once all routes are known, and before anybody is listened to. */
function openReadLane(fastify: FastifyInstance, lane: ReadLane, standing: Record<string, string>): void {
  const paths = new Set<string>();
  fastify.addHook('onRoute', ({ method, url }) => {
    if ([method].flat().includes('GET')) paths.add(url);
  });
  fastify.addHook('onReady', (done) => {
    const headers = { ...standing, 'content-security-policy': contentSecurityPolicyFor('/v1') };
    lane.open(fastify.server, Object.entries(headers).flat(), paths);
    done();
  });
  fastify.addHook('preClose', (done) => {
    lane.close();
    done();
  });
}

function fastifyAdapter(config: Config, standing: Readonly<Record<string, string>>): FastifyAdapter {
  const options = {
    bodyLimit: config.http.bodyLimitBytes,
    connectionTimeout: 30_000,
    // As long as an upload may take; giveUploadsTime holds everything else to 30 seconds.
    requestTimeout: uploadTimeoutMs,
    // Looked at every five seconds: Node's own half minute would give a slow client twice the time.
    http: { headersTimeout: 30_000, connectionsCheckingInterval: 5_000 },
    keepAliveTimeout: 72_000,
    maxRequestsPerSocket: 0,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 200, ignoreTrailingSlash: false },
    // A function: a mere number is taken for none since Fastify 5.12, and everybody behind the proxy would share one limit.
    trustProxy: (_: string, hop: number) => hop < config.http.trustedProxies,
    genReqId: newRequestId,
    logger: false,
    clientErrorHandler: answerClientError,
    // What never reaches a controller (a broken URL) is answered in the same form as everything else.
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) => {
      const problem = problemOf(error, request);
      void reply
        .status(problem.status)
        .headers({ ...standing, 'cache-control': 'no-store' })
        .header('content-security-policy', contentSecurityPolicyFor('/v1'))
        .header('content-type', problemContentType)
        .send(JSON.stringify(problem));
    },
  } as ConstructorParameters<typeof FastifyAdapter<RawServerDefault>>[0];
  return new FastifyAdapter<RawServerDefault>(options);
}

/** Request id for logs and client, the page's content security policy, the shape of bodies, and time for the metrics. */
function watchRequests(
  fastify: FastifyInstance,
  metrics: Metrics,
  standing: Readonly<Record<string, string>>,
): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    void reply.headers(standing);
    void reply.header('x-request-id', request.id);
    // Whatever is not said to be public (lists, pictures) is somebody's own.
    void reply.header('cache-control', 'no-store');
    void reply.header('content-security-policy', contentSecurityPolicyFor(request.url));
    done();
  });
  fastify.addHook('preValidation', (request, _reply, done) => {
    refuseOverlargeShapes(request.body);
    done();
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    metrics.observeRequest(
      request.method,
      request.routeOptions.url ?? 'unknown',
      reply.statusCode,
      reply.elapsedTime / 1_000,
    );
    done();
  });
}
