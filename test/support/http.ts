/** What came back, before anybody judges it. */
export interface Answer<Body = unknown> {
  status: number;
  headers: Headers;
  body: Body;
}

export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  instance: string;
  code: string;
  errors?: { field: string; code: string; message: string }[];
}

/** The shop refused; carries the problem that it answered. */
export class Refused extends Error {
  constructor(
    readonly problem: Problem,
    readonly request: string,
  ) {
    super(`${request} was refused: ${problem.status} ${problem.code}: ${problem.detail}`);
    this.name = 'Refused';
  }
}

/** A client of the public API that remembers its tokens. */
export class HttpClient {
  readonly headers: Record<string, string> = {};

  constructor(readonly baseUrl: string) {}

  /** Whatever comes back, refusals included. */
  async send<Body = unknown>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer<Body>> {
    const response = await fetch(`${this.baseUrl}${path}`, {
      method,
      redirect: 'manual',
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...this.headers,
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') === true;
    return {
      status: response.status,
      headers: response.headers,
      body: (isJson && text !== '' ? JSON.parse(text) : text) as Body,
    };
  }

  /** The body of a success. @throws Refused */
  async ask<Body>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Body> {
    const answer = await this.send(method, path, body, headers);
    if (answer.status >= 400) throw new Refused(answer.body as Problem, `${method} ${path}`);
    return answer.body as Body;
  }

  get<Body>(path: string): Promise<Body> {
    return this.ask<Body>('GET', path);
  }

  post<Body>(path: string, body: unknown = {}, headers: Record<string, string> = {}): Promise<Body> {
    return this.ask<Body>('POST', path, body, headers);
  }
}
