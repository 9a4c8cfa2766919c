import { setTimeout as sleep } from 'node:timers/promises';

export interface Answer<Body> {
  readonly status: number;
  readonly body: Body;
  readonly isReplayed: boolean;
}

export interface Asking {
  readonly method: string;
  readonly url: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

interface ProblemBody {
  readonly code?: string;
}

/** What the shoppers of one fault have met on their way. */
export class Encounters {
  /** The connection broke, was refused, or nothing came in time. */
  cut = 0;
  /** 503, which says: try again. */
  unavailable = 0;
  /** 409 idempotency.in-flight: the first request with this key is still under way, or died with its lease. */
  inFlight = 0;
  /** Answers that were given a second time. */
  replayed = 0;
  /** Requests that were sent again. */
  retries = 0;
  /** Any other 5xx: never right. */
  readonly failures: string[] = [];
}

const answerWithinMs = 15_000;

/** A well-behaved client: whatever is not a final answer is asked again with the same key, until patience ends. */
export class PatientClient {
  constructor(
    readonly encounters: Encounters,
    private readonly patienceMs: number,
  ) {}

  /** @returns undefined if there was no final answer for as long as the client could wait */
  async insist<Body>(asking: Asking): Promise<Answer<Body> | undefined> {
    const deadline = Date.now() + this.patienceMs;
    for (let attempt = 1; Date.now() < deadline; attempt += 1) {
      if (attempt > 1) this.encounters.retries += 1;
      const answer = await this.once<Body>(asking);
      if (answer !== undefined && this.isFinal(asking, answer)) return answer;
      await sleep(Math.min(100 * attempt, 1_000) * (0.5 + Math.random()));
    }
    return undefined;
  }

  /** @returns undefined if no answer came */
  async once<Body>({ method, url, body, headers = {} }: Asking): Promise<Answer<Body> | undefined> {
    try {
      const response = await fetch(url, {
        method,
        redirect: 'manual',
        signal: AbortSignal.timeout(answerWithinMs),
        headers: { ...(body === undefined ? {} : { 'content-type': contentType(body) }), ...headers },
        ...(body === undefined
          ? {}
          : { body: body instanceof URLSearchParams ? body : JSON.stringify(body) }),
      });
      const text = await response.text();
      const isJson = response.headers.get('content-type')?.includes('json') === true;
      const isReplayed = response.headers.get('idempotent-replayed') === 'true';
      if (isReplayed) this.encounters.replayed += 1;
      return {
        status: response.status,
        body: (isJson && text !== '' ? JSON.parse(text) : text) as Body,
        isReplayed,
      };
    } catch {
      this.encounters.cut += 1; // Nobody there, cut off, or too slow: the client can't tell and asks again.
      return undefined;
    }
  }

  private isFinal({ method, url }: Asking, { status, body }: Answer<unknown>): boolean {
    if (status === 503 || status === 429) {
      this.encounters.unavailable += 1;
      return false;
    }
    if (status >= 500) {
      const path = new URL(url).pathname.replace(/[0-9a-f-]{36}|(pi|cs)_\w+/g, ':id');
      this.encounters.failures.push(
        `${method} ${path} answered ${status} ${JSON.stringify(body).slice(0, 200)}`,
      );
      return false;
    }
    if (status !== 409 || (body as ProblemBody).code !== 'idempotency.in-flight') return true;
    this.encounters.inFlight += 1;
    return false;
  }
}

function contentType(body: unknown): string {
  return body instanceof URLSearchParams ? 'application/x-www-form-urlencoded' : 'application/json';
}
