import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { parse } from 'node:querystring';
import { Injectable, Logger } from '@nestjs/common';
import { normalizeIp } from '@nestjs/throttler';
import type { Answer } from '../cache/answer.js';
import { publicRead } from '../cache/cached-read.js';
import { isSameAs } from '../cache/etag.js';
import { ReadCache } from '../cache/read-cache.js';
import { Config } from '../config/config.js';
import { problemHeaders, problemOf } from '../http/problem.filter.js';
import { newRequestId } from '../http/request-id.js';
import { Metrics } from '../observability/metrics.js';
import { requestScope } from '../observability/request-scope.js';
import { localPrefix, RateLimitStorage } from '../rate-limit/rate-limit-storage.js';
import { clientAddress } from './client-address.js';
import { ReadRoutes, type ReadRoute } from './read-routes.js';

/** What every answer of the API carries: names and values in turn. */
export type StandingHeaders = readonly string[];

interface Visit {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly route: ReadRoute;
  readonly url: string;
  readonly id: string;
  readonly beganAt: number;
  readonly window: { hits: number; left: number };
}

type RequestListener = (request: IncomingMessage, response: ServerResponse) => void;

const windowMs = 60_000;
/** Letters that mean themselves; everything else in a path is the router's to understand. */
const plainParameter = /^[\w.~-]{1,200}$/;

/**
 * Answers public reads before Fastify and Nest come to it, with what these would have done for them: rate limit, request id, standing headers,
 * CORS, metrics, problem answers. Whatever is not plain (a token, a body, an escaped path) goes the usual way, where CachedReadInterceptor
 * does the same.
 */
@Injectable()
export class ReadLane {
  private readonly logger = new Logger(ReadLane.name);
  private readonly exact = new Map<string, ReadRoute>();
  private readonly withParameter: ReadRoute[] = [];
  private readonly origins: ReadonlySet<string>;
  private readonly limit: number;
  private headers: StandingHeaders = [];
  private paths: ReadonlySet<string> = new Set();
  private isOpen = false;

  constructor(
    private readonly routes: ReadRoutes,
    private readonly cache: ReadCache,
    private readonly rateLimits: RateLimitStorage,
    private readonly metrics: Metrics,
    private readonly config: Config,
  ) {
    this.origins = new Set(config.http.corsOrigins);
    this.limit = config.http.rateLimitPerMinute;
  }

  /**
   * Steps before whoever listens to the server's requests now.
   * @param paths all that the router knows for GET; those without a parameter go before those with one
   */
  open(server: Server, headers: StandingHeaders, paths: ReadonlySet<string>): void {
    this.headers = headers;
    this.paths = paths;
    for (const route of this.routes.all()) {
      if (!paths.has(route.url)) throw new TypeError(`${route.name}: the router knows no ${route.url}.`);
      if (route.hasParameter) this.withParameter.push(route);
      else this.exact.set(route.url, route);
    }
    const others = server.listeners('request') as RequestListener[];
    server.removeAllListeners('request');
    server.on('request', (request, response) => {
      if (this.isOpen && this.take(request, response)) return;
      for (const other of others) other.call(server, request, response);
    });
    this.isOpen = true;
  }

  /** From now on everything goes the usual way, which knows how to end. */
  close(): void {
    this.isOpen = false;
  }

  private take(request: IncomingMessage, response: ServerResponse): boolean {
    const { method, url = '', headers } = request;
    if (method !== 'GET' && method !== 'HEAD') return false;
    if (headers.authorization !== undefined || hasBody(request)) return false;
    const queryAt = url.indexOf('?');
    const path = queryAt < 0 ? url : url.slice(0, queryAt);
    const route = this.exact.get(path) ?? this.routeWithParameter(path);
    if (route === undefined) return false;
    const beganAt = performance.now();
    const hit = this.cache.hit(url);
    const query = hit === undefined && queryAt >= 0 ? url.slice(queryAt + 1) : '';
    if (!isWellFormed(query)) return false;
    const window = this.count(request, route);
    // The guard says so, and how long to wait.
    if (window.hits > this.limit) return false;
    const visit = { request, response, route, url, id: newRequestId(), beganAt, window };
    if (hit === undefined) void this.ask(visit, query, parameterOf(path, route));
    else this.send(visit, hit, 'hit');
    return true;
  }

  private routeWithParameter(path: string): ReadRoute | undefined {
    if (this.paths.has(path)) return undefined;
    return this.withParameter.find(
      (route) =>
        path.startsWith(route.prefix) &&
        path.endsWith(route.suffix) &&
        plainParameter.test(parameterOf(path, route)),
    );
  }

  /** As the RateLimitGuard does. */
  private count(request: IncomingMessage, { name }: ReadRoute): { hits: number; left: number } {
    const client = normalizeIp(clientAddress(request, this.config.http.trustedProxies));
    return this.rateLimits.countHere(`${localPrefix}${name}:${client}`, windowMs);
  }

  private async ask(visit: Visit, query: string, parameter: string): Promise<void> {
    const { route, url, id } = visit;
    try {
      const answer = await requestScope.run({ requestId: id }, () =>
        this.cache.answer(url, () => route.ask(parse(query), parameter)),
      );
      this.send(visit, answer, 'fwd=miss');
    } catch (error) {
      this.refuse(visit, error);
    }
  }

  private send(visit: Visit, { bytes, etag }: Answer, state: string): void {
    const { request, response } = visit;
    const isUnchanged = isSameAs(etag, request.headers['if-none-match']);
    const headers = this.headersOf(visit);
    headers.push('cache-control', publicRead, 'etag', etag, 'cache-status', `tradepost; ${state}`);
    if (isUnchanged) response.writeHead(304, headers).end();
    else {
      headers.push('content-type', 'application/json; charset=utf-8', 'content-length', String(bytes.length));
      response.writeHead(200, headers).end(bytes);
    }
    this.observe(visit, isUnchanged ? 304 : 200);
  }

  private refuse(visit: Visit, error: unknown): void {
    const { id, url, request, response } = visit;
    const problem = problemOf(error, { id, url });
    if (problem.status >= 500) {
      const { method } = request;
      this.logger.error({ err: error, requestId: id, method, url: problem.instance }, problem.detail);
    }
    const body = Buffer.from(JSON.stringify(problem));
    const headers = this.headersOf(visit);
    headers.push(
      ...Object.entries(problemHeaders(problem.status)).flat(),
      'content-length',
      String(body.length),
    );
    response.writeHead(problem.status, headers).end(body);
    this.observe(visit, problem.status);
  }

  private headersOf({ id, window, request }: Visit): string[] {
    const headers = [...this.headers, 'x-request-id', id];
    headers.push('x-ratelimit-limit', String(this.limit));
    headers.push('x-ratelimit-remaining', String(this.limit - window.hits));
    headers.push('x-ratelimit-reset', String(Math.ceil(window.left / 1_000)));
    if (this.origins.size === 0) return headers;
    headers.push('vary', 'Origin', 'access-control-allow-credentials', 'true');
    const { origin } = request.headers;
    if (origin !== undefined && this.origins.has(origin)) headers.push('access-control-allow-origin', origin);
    return headers;
  }

  private observe({ request, route, beganAt }: Visit, status: number): void {
    const seconds = (performance.now() - beganAt) / 1_000;
    this.metrics.observeRequest(request.method ?? '', route.url, status, seconds);
  }
}

function parameterOf(path: string, { prefix, suffix }: ReadRoute): string {
  return path.slice(prefix.length, path.length - suffix.length);
}

function hasBody({ headers }: IncomingMessage): boolean {
  return headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined;
}

/** Of broken escapes everybody makes something else. */
function isWellFormed(query: string): boolean {
  if (!query.includes('%')) return true;
  try {
    decodeURIComponent(query);
    return true;
  } catch {
    return false;
  }
}
