import { CannotShow } from './running.js';
import type { Narrator } from './narrator.js';

interface Problem {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly errors?: readonly { readonly field: string; readonly message: string }[];
}

/** The public API, as any client sees it; remembers the headers that tell who asks. */
export class ShopClient {
  private headers: Readonly<Record<string, string>> = {};

  constructor(
    private readonly baseUrl: string,
    private readonly narrator: Narrator,
  ) {}

  actAs(headers: Readonly<Record<string, string>>): void {
    this.headers = headers;
  }

  get<Body>(path: string): Promise<Body> {
    return this.ask<Body>('GET', path, undefined);
  }

  post<Body>(path: string, body: object, headers: Readonly<Record<string, string>> = {}): Promise<Body> {
    return this.ask<Body>('POST', path, body, headers);
  }

  patch<Body>(path: string, body: object): Promise<Body> {
    return this.ask<Body>('PATCH', path, body);
  }

  /** Asks again and again without telling of each time. */
  async waitUntil<Body>(path: string, isReached: (body: Body) => boolean, ms: number): Promise<Body> {
    const deadline = performance.now() + ms;
    for (;;) {
      const { body } = await this.send<Body>('GET', path, undefined, {});
      if (isReached(body)) return body;
      if (performance.now() > deadline)
        throw new CannotShow(
          `GET ${path} did not show it within ${ms / 1_000} s. Is the worker running? See .tradepost/logs/.`,
        );
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  private async ask<Body>(
    method: string,
    path: string,
    body: object | undefined,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Body> {
    const before = performance.now();
    const answer = await this.send<Body>(method, path, body, headers);
    this.narrator.request(method, path, answer.status, performance.now() - before);
    return answer.body;
  }

  private async send<Body>(
    method: string,
    path: string,
    body: object | undefined,
    headers: Readonly<Record<string, string>>,
  ): Promise<{ status: number; body: Body }> {
    const response = await fetch(`${this.baseUrl}${path}`, {
      method,
      headers: {
        ...this.headers,
        ...headers,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(30_000),
    });
    const text = await response.text();
    if (!response.ok) throw new CannotShow(refusal(`${method} ${path}`, response.status, text));
    return { status: response.status, body: (text === '' ? undefined : JSON.parse(text)) as Body };
  }
}

function refusal(request: string, status: number, text: string): string {
  if (!text.startsWith('{')) return `${request} answered ${status}: ${text.slice(0, 200)}`;
  const { code, detail, errors = [] } = JSON.parse(text) as Problem;
  const fields = errors.map(({ field, message }) => `${field}: ${message}`).join('; ');
  return `${request} answered ${status} ${code}: ${detail}${fields ? ` (${fields})` : ''}`;
}
