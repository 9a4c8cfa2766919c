import http from 'node:http';

interface RequestOptions {
  readonly host: string;
  readonly port: string | number | null;
  readonly path: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string | number>>;
}

type Callback = (
  error: { statusCode?: number; data?: string } | Error | null,
  body?: string,
  response?: unknown,
) => void;

const maxBytes = 65_536;
const ofTheConnection = new Set(['host', 'content-length']);

/**
 * How passport's OAuth 2 client talks to a provider, in place of its own way, which waits for ever, takes an answer of any size, and
 * ends the process if a token answer is the JSON text `null`.
 */
export function requestsWithin(timeoutMs: number) {
  return (library: unknown, options: RequestOptions, body: string | null, callback: Callback): void => {
    exchange(library === http ? 'http' : 'https', options, body, timeoutMs).then(
      ({ status, text }) => {
        if (status < 200 || status > 299 || !isObject(text)) callback({ statusCode: status, data: text });
        else callback(null, text, { statusCode: status });
      },
      (error: unknown) => callback(error instanceof Error ? error : new TypeError(String(error))),
    );
  };
}

async function exchange(
  scheme: string,
  { host, port, path, method, headers }: RequestOptions,
  body: string | null,
  timeoutMs: number,
): Promise<{ status: number; text: string }> {
  const kept = Object.entries(headers).filter(([name]) => !ofTheConnection.has(name.toLowerCase()));
  const response = await fetch(`${scheme}://${host}${port === null ? '' : `:${String(port)}`}${path}`, {
    method,
    headers: Object.fromEntries(kept.map(([name, value]) => [name, String(value)])),
    ...(body === null || body === '' ? {} : { body }),
    redirect: 'error',
    signal: AbortSignal.timeout(timeoutMs),
  });
  return { status: response.status, text: await textOf(response) };
}

async function textOf(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > maxBytes) throw new RangeError('The answer is too long.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function isObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return false;
  }
}
