import type { Operation, Content } from './document.js';
import type { AnswerSchemas } from './schemas.js';
import { decoded, jsonOf, type WireAnswer, type WireRequest } from './wire.js';

export const checks = [
  'server-error',
  'status-not-declared',
  'schema',
  'problem',
  'leak',
  'foreign-id',
  'access',
  'told-too-much',
  'header',
  'slow',
  'no-answer',
] as const;
export type Check = (typeof checks)[number];

export interface Breach {
  readonly check: Check;
  readonly detail: string;
}

export interface Exchange {
  /** The one that the request arrived at; undefined if the document knows none. */
  readonly operation: Operation | undefined;
  readonly request: WireRequest;
  readonly answer: WireAnswer;
  readonly mayAsk: boolean;
  /** Names of those whose words are in the answer and have no business there. */
  readonly leaked: readonly string[];
  /** Names of those whose things were named in the path, and shown to somebody else. */
  readonly trespassed: readonly string[];
}

const slowMs = 10_000;

/** What is wrong with an answer, whatever the request was. */
export function judged(exchange: Exchange, schemas: AnswerSchemas): Breach[] {
  const { answer, request, leaked, trespassed, mayAsk } = exchange;
  const breaches: Breach[] = [];
  const found = (check: Check, detail: string | undefined): void => {
    if (detail !== undefined) breaches.push({ check, detail });
  };
  if (answer.status >= 500) found('server-error', String(answer.status));
  if (answer.milliseconds > slowMs) found('slow', `longer than ${String(slowMs / 1_000)} s`);
  found('status-not-declared', undeclared(exchange));
  found('schema', wrongBody(exchange, schemas));
  const isPage = exchange.operation === undefined && answer.headers['content-type']?.startsWith('text/html');
  if (answer.status >= 400 && request.method !== 'HEAD' && isPage !== true)
    found('problem', wrongProblem(answer));
  if (leaked.length > 0) found('leak', `words of ${leaked.join(', ')}`);
  if (answer.status < 400 && trespassed.length > 0)
    found('foreign-id', `a thing of ${trespassed.join(', ')}`);
  if (answer.status < 400 && !mayAsk) found('access', `let in without the permission`);
  found('told-too-much', innerWorkings(exchange));
  found('header', wrongHeader(exchange));
  return breaches;
}

const notFound = new Set([400, 401, 404, 405, 413, 414, 415]);
/** The parser's own, before there is a route. */
const noRequest = new Set([408, 431]);

function undeclared({ operation, answer: { status, headers } }: Exchange): string | undefined {
  if (status >= 500 || noRequest.has(status)) return undefined;
  const isPage = headers['content-type']?.startsWith('text/html') === true;
  if (operation === undefined)
    return isPage || notFound.has(status) ? undefined : `${String(status)} on no route`;
  return declared(operation, status) === undefined ? String(status) : undefined;
}

function declared({ responses }: Operation, status: number): { readonly content?: Content } | undefined {
  return responses[String(status)] ?? responses[`${String(status).slice(0, 1)}XX`] ?? responses['default'];
}

function wrongBody({ operation, request, answer }: Exchange, schemas: AnswerSchemas): string | undefined {
  const { status, headers, text } = answer;
  if (request.method === 'HEAD' || status === 204 || status === 304)
    return text === '' ? undefined : `a body with ${String(status)}`;
  const content = operation === undefined ? undefined : declared(operation, status)?.content;
  if (content === undefined || Object.keys(content).length === 0 || status >= 400) return undefined;
  const type = (headers['content-type'] ?? '').split(';', 1)[0]?.trim() ?? '';
  if (!Object.keys(content).includes(type)) return `${String(status)} is ${type || 'of no type'}`;
  if (!type.includes('json')) return undefined;
  const body = jsonOf(answer);
  const problem = body === undefined ? 'is no JSON' : schemas.problem(content, body);
  return problem === undefined ? undefined : `${String(status)}: ${problem}`;
}

const problemKeys = new Set(['type', 'title', 'status', 'detail', 'instance', 'code', 'requestId', 'errors']);

/** RFC 9457, with the code that programs decide by. Some problems carry more than these; then the document says so. */
function wrongProblem(answer: WireAnswer): string | undefined {
  const { status, headers } = answer;
  if (!(headers['content-type'] ?? '').startsWith('application/problem+json'))
    return `${String(status)} is ${headers['content-type'] ?? 'of no type'}`;
  const body = jsonOf(answer);
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return 'is no object';
  const { type, title, detail, instance, code, requestId, errors, ...rest } = body as Record<string, unknown>;
  if (rest['status'] !== status) return `says ${String(rest['status'])}, not ${String(status)}`;
  const texts = { title, detail, instance, code, requestId };
  const missing = Object.entries(texts).find(([, text]) => typeof text !== 'string' || text === '');
  if (missing !== undefined) return `has no ${missing[0]}`;
  if (type !== `urn:tradepost:problem:${String(code)}`) return `is of the type ${String(type)}`;
  if (!/^[a-z-]+\.[a-z0-9-]+$/.test(String(code))) return `has the code ${String(code)}`;
  if (errors !== undefined && !Array.isArray(errors)) return 'has errors that are no list';
  const other = Object.keys(rest).find((key) => !problemKeys.has(key));
  return other === undefined ? undefined : `has ${other}`;
}

const inner = [
  /\bat [\w.<>]+ \(?[\w/.:-]+:\d+:\d+/,
  /node_modules|\/(home|root|usr|var|work|app|tmp)\/[\w.-]+\/|\bdist\/(libs|apps)\b/,
  /\b(SELECT|INSERT INTO|UPDATE|DELETE FROM) [\w`.*, ()]+ (FROM|SET|VALUES|WHERE)\b/,
  /\bER_[A-Z_]{4,}|QueryFailedError|sqlMessage|EntityMetadata|ECONNREFUSED/,
  /\b(Type|Reference|Range|Syntax)Error\b|Cannot read propert|is not a function|is not iterable/,
  /\$argon2|"password_?[hH]ash"|BEGIN [A-Z ]*PRIVATE KEY|\b(sk|whsec)_(test|live)?_?\w{6,}/,
];

/** What a program says to itself, unless the request said it first. */
function innerWorkings({ request, answer: { text } }: Exchange): string | undefined {
  if (text.length > 300_000) return undefined;
  const asked = `${decoded(request.path)} ${request.body?.toString() ?? ''}`;
  for (const pattern of inner) {
    const match = pattern.exec(text)?.[0];
    if (match !== undefined && !asked.includes(match.replaceAll('"', ''))) return `"${match.slice(0, 60)}"`;
  }
  return undefined;
}

function wrongHeader({ operation, answer: { status, headers } }: Exchange): string | undefined {
  if (headers['x-content-type-options'] !== 'nosniff') return 'no X-Content-Type-Options';
  if (headers['content-security-policy'] === undefined) return 'no Content-Security-Policy';
  if (headers['x-powered-by'] !== undefined) return 'X-Powered-By';
  const caching = headers['cache-control'] ?? '';
  if (caching === '') return 'no Cache-Control';
  const isPersonal = status >= 400 || operation?.permission !== undefined;
  if (isPersonal && !caching.includes('no-store')) return `${String(status)} is "Cache-Control: ${caching}"`;
  if (status === 401 && headers['www-authenticate'] === undefined) return '401 without WWW-Authenticate';
  if ((status === 429 || status === 503) && headers['retry-after'] === undefined)
    return `${String(status)} without Retry-After`;
  return undefined;
}
