import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { ApiError, rateLimited, serverError, unauthorized } from './errors.js';
import type { Fault, Faults } from './faults.js';
import { gone, readBody, sendJson } from './http.js';
import type { Idempotency, KeyedRequest, Replay } from './idempotency.js';
import { API_VERSION } from './objects.js';
import { Params, parseForm } from './params.js';
import type { KeyKind } from './payment-methods.js';
import { type Call, type Match, answer, checkCall, findRoute } from './routes.js';
import type { World } from './world.js';

type Answer = { status: number; body: string; headers: Record<string, string> };
type Job = { match: Match; call: Call; keyed: KeyedRequest | undefined; request: string };

/** Stripe's API as the SDK sees it: keys, parameters, idempotency, errors, and the faults that were ordered. */
export class Api {
  constructor(
    private readonly world: World,
    private readonly idempotency: Idempotency,
    private readonly faults: Faults,
  ) {}

  async handle(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const id = this.world.newId('req', 14);
    const headers = {
      'request-id': id,
      'stripe-version': header(request, 'stripe-version') ?? API_VERSION,
      ...CORS,
    };
    try {
      const body = await readBody(request);
      const key = keyKind(request);
      const match = findRoute(request.method ?? 'GET', url.pathname);
      const encoded = request.method === 'POST' ? body : url.search.slice(1);
      const call = {
        world: this.world,
        id: match.id,
        params: new Params(parseForm(encoded)),
        key,
        url: url.pathname,
      };
      const keyed = keyedRequest(request, url.pathname, encoded);
      if (keyed) Object.assign(headers, { 'idempotency-key': keyed.key });
      await this.run({ match, call, keyed, request: id }, response, headers);
    } catch (error) {
      this.send(response, failure(error), headers);
    }
  }

  private async run(job: Job, response: ServerResponse, headers: Record<string, string>): Promise<void> {
    const { keyed, match } = job;
    this.count(match);
    const replay = keyed && this.idempotency.begin(keyed);
    const fault = this.faults.take(match.route.operation, replay !== undefined);
    try {
      if (fault?.kind === 'delay') await sleep(fault.ms);
      const given = replay ? replayed(replay) : await this.execute(job, fault, response);
      if (fault?.kind === 'hang') await gone(response);
      else if (fault?.kind === 'lost') response.destroy();
      else this.send(response, given, headers);
    } finally {
      if (keyed && !replay) this.idempotency.end(keyed);
    }
  }

  /** The operation, unless the fault says otherwise; what has to be kept is kept before anybody can hear of it. */
  private async execute(job: Job, fault: Fault | undefined, response: ServerResponse): Promise<Answer> {
    if (fault?.kind === 'status-429') return failure(rateLimited());
    if (fault?.kind === 'hang' && !fault.applied) {
      await gone(response);
      return failure(serverError());
    }
    const isCarriedOut = fault === undefined || fault.applied;
    let result = isCarriedOut ? this.carryOut(job) : failure(serverError());
    if (fault?.kind === 'status-500') result = failure(serverError());
    if (job.keyed && isKept(result)) this.keep(job, job.keyed, result);
    await this.world.commit();
    return result;
  }

  private carryOut({ match, call, keyed, request }: Job): Answer & { error?: ApiError } {
    const cause = { id: request, idempotency_key: keyed?.key ?? null };
    try {
      checkCall(match, call);
      const body = this.world.step(cause, () => answer(match, call));
      return { status: 200, body: JSON.stringify(body, null, 2), headers: {} };
    } catch (error) {
      return failure(error);
    }
  }

  private count({ route: { operation } }: Match): void {
    this.world.requests[operation] = (this.world.requests[operation] ?? 0) + 1;
  }

  private keep({ request }: Job, keyed: KeyedRequest, { status, body }: Answer): void {
    this.idempotency.keep(keyed, { status, body, request });
  }

  private send(
    response: ServerResponse,
    { status, body, headers }: Answer,
    common: Record<string, string>,
  ): void {
    if (!response.destroyed) sendJson(response, status, body, { ...common, ...headers });
  }
}

// The API can be called from any page, as Stripe's own.
const CORS = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'Request-Id, Stripe-Version',
};

type Failure = Answer & { error: ApiError };

function failure(error: unknown): Failure {
  if (!(error instanceof ApiError)) throw error;
  const { status, body, headers } = error;
  return { status, body: JSON.stringify({ error: body }, null, 2), headers, error };
}

function isKept(result: Answer & { error?: ApiError }): boolean {
  return result.error === undefined || result.error.isKept;
}

function replayed({ status, body, request }: Replay): Answer {
  return { status, body, headers: { 'idempotent-replayed': 'true', 'original-request': request } };
}

function keyedRequest(request: IncomingMessage, path: string, encoded: string): KeyedRequest | undefined {
  const key = header(request, 'idempotency-key');
  return key && request.method === 'POST' ? { key, path, encoded } : undefined;
}

/** Bearer, or the user of basic authentication (curl -u). Only test keys: this is no place for a live one. */
function keyKind(request: IncomingMessage): KeyKind {
  const [scheme = '', value = ''] = (header(request, 'authorization') ?? '').split(' ');
  const key =
    scheme.toLowerCase() === 'basic' ? Buffer.from(value, 'base64').toString().replace(/:.*$/s, '') : value;
  if (!key) {
    const message =
      'You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer ' +
      "auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY').";
    throw unauthorized(message);
  }
  if (/^(sk|rk)_test_./.test(key)) return 'secret';
  if (/^pk_test_./.test(key)) return 'publishable';
  throw unauthorized(`Invalid API Key provided: ${key.slice(0, 8)}${'*'.repeat(12)}`);
}

function header(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
}
