import { Agent, request as ask, type IncomingHttpHeaders } from 'node:http';

/** A request as it goes over the wire: nothing here makes it nicer than it is. */
export interface WireRequest {
  readonly method: string;
  /** With its query, as bytes that HTTP allows in a request line. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Buffer | undefined;
}

export interface WireAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  readonly milliseconds: number;
}

/** The program behind the address ended the connection, or said nothing. */
export class NoAnswer extends Error {
  constructor(request: WireRequest, cause: unknown) {
    super(`${request.method} ${request.path}: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    });
    this.name = 'NoAnswer';
  }
}

const patienceMs = 20_000;

/** Keeps connections, sends bodies with every method, and follows nothing. */
export class Wire {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 16 });

  constructor(readonly baseUrl: string) {}

  /** @throws NoAnswer */
  async send(request: WireRequest): Promise<WireAnswer> {
    try {
      return await this.attempt(request);
    } catch (error) {
      throw new NoAnswer(request, error);
    }
  }

  close(): void {
    this.agent.destroy();
  }

  private attempt({ method, path, headers, body }: WireRequest): Promise<WireAnswer> {
    const { hostname, port } = new URL(this.baseUrl);
    const since = performance.now();
    const length = body === undefined ? {} : { 'content-length': String(body.length) };
    return new Promise((resolve, reject) => {
      const going = ask(
        {
          agent: this.agent,
          hostname,
          port,
          method,
          path,
          headers: { ...headers, ...length },
          timeout: patienceMs,
        },
        (answer) => {
          const pieces: Buffer[] = [];
          answer.on('data', (piece: Buffer) => pieces.push(piece));
          answer.on('error', reject);
          answer.on('end', () =>
            resolve({
              status: answer.statusCode ?? 0,
              headers: answer.headers,
              text: Buffer.concat(pieces).toString(),
              milliseconds: performance.now() - since,
            }),
          );
        },
      );
      going.on('timeout', () => going.destroy(new Error(`no answer within ${String(patienceMs / 1_000)} s`)));
      going.on('error', reject);
      going.end(body);
    });
  }
}

/** The JSON of an answer; undefined if it is none. */
export function jsonOf({ headers, text }: WireAnswer): unknown {
  if (!/\bjson\b/.test(headers['content-type'] ?? '')) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined; // Whoever judges the answer sees that it calls itself JSON and is none.
  }
}

/** As it is if it can't be decoded: some are broken on purpose. */
export function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
