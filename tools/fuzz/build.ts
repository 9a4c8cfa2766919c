import { createHmac } from 'node:crypto';
import type { Asker } from './cast.js';
import type { Operation } from './document.js';
import type { Memory } from './memory.js';
import { mutated } from './mutations.js';
import { knownPassword, someAddress } from './people.js';
import type { Credential, Plan } from './plan.js';
import { jsonText, plainText, Ref, type Fresh } from './values.js';
import type { WireRequest } from './wire.js';

export interface Surroundings {
  readonly asker: Asker;
  readonly memory: Memory;
  readonly endedToken: string;
  /** Differs from request to request, and is the same when a run is repeated. */
  readonly number: number;
}

/** The request that a plan becomes, here and now. */
export function requestOf(operation: Operation, plan: Plan, around: Surroundings): WireRequest {
  const known = knownIn(around);
  const path = pathOf(operation, plan, known);
  const body = bodyOf(plan, known);
  const headers: Record<string, string> = {
    'x-forwarded-for': someAddress(),
    ...credentialHeaders(plan.credential, around),
  };
  const type = plan.body?.type;
  if (type !== undefined) headers['content-type'] = headerText(type);
  for (const [name, value] of plan.headers)
    headers[name] = headerText(
      value instanceof Ref && value.kind === 'etag'
        ? around.memory.find(new Ref(`etag ${path}`, 'any', 0), around.asker.name)
        : plainText(value, known),
    );
  return { method: plan.method ?? operation.method, path, headers, body };
}

type Known = (value: Ref | Fresh) => string;

function knownIn({ asker, memory, number }: Surroundings): Known {
  return (value) => {
    if (value instanceof Ref)
      return value.kind === 'password' ? knownPassword : memory.find(value, asker.name);
    if (value.as === 'email') return `fresh${String(number)}@example.test`;
    return value.as === 'word' ? `word-${String(number)}` : `Some ${asker.marker}`;
  };
}

function pathOf({ path }: Operation, { params, query }: Plan, known: Known): string {
  const values = new Map(params.map(([name, value]) => [name, plainText(value, known)]));
  const filled = path.replace(/\{([^{}]+)\}/g, (_, name: string) => encoded(values.get(name) ?? ''));
  const pairs = query.map(([name, value]) => `${encoded(name)}=${encoded(plainText(value, known))}`);
  return pairs.length === 0 ? filled : `${filled}?${pairs.join('&')}`;
}

const longest = 3_000;

/** Percent signs that stand first are left as they are: broken and double encodings are requests, too. */
function encoded(text: string): string {
  const short = text.slice(0, longest);
  if (/^%[\x21-\x22\x24-\x7e]*$/.test(short)) return short;
  return [...Buffer.from(short)]
    .map((byte) => {
      const char = String.fromCharCode(byte);
      return /[\w.~[\]-]/.test(char) ? char : `%${byte.toString(16).padStart(2, '0').toUpperCase()}`;
    })
    .join('');
}

/** Bytes as a header carries them. What would end the header can't be sent by an honest client, nor by this one. */
function headerText(value: string): string {
  const bytes = Buffer.from(value.slice(0, longest));
  return Buffer.from(bytes.filter((byte) => byte >= 32 && byte !== 127)).toString('latin1');
}

function bodyOf({ body }: Plan, known: Known): Buffer | undefined {
  if (body === undefined) return undefined;
  if (body.is === 'bytes') return Buffer.from(body.bytes);
  const text = jsonText(mutated(body.value, body.mutations), known);
  // Far beyond what is taken; of even more, the connection ends while it is still being sent.
  return Buffer.from(text, body.type.includes('utf-16') ? 'utf16le' : 'utf8').subarray(0, 300_000);
}

const forgedClaims = {
  ...{
    sub: '0190f3c1-7d2a-7c3e-9a41-5b1f0c8a5221',
    sid: '0190f3c1-7d2a-7c3e-9a41-5b1f0c8a5222',
    role: 'owner',
  },
  ...{ iss: 'tradepost', aud: 'tradepost-api', iat: 1_700_000_000, exp: 4_000_000_000 },
  scope:
    'cart:use orders:place orders:read-own profile:read profile:write catalog:manage staff:manage audit:read',
};

function credentialHeaders(
  credential: Credential,
  { asker, endedToken, number }: Surroundings,
): Record<string, string> {
  const { authorization = '', ...tokens } = asker.headers;
  const bearer = (token: string): Record<string, string> => ({ ...tokens, authorization: `Bearer ${token}` });
  switch (credential) {
    case 'own':
      return { ...asker.headers };
    case 'none':
      return {};
    case 'forged':
      return bearer(forged({ alg: 'HS256', typ: 'at+jwt', kid: '../../dev/null' }));
    case 'unsigned':
      return bearer(forged({ alg: 'none', typ: 'at+jwt' }).replace(/\.[^.]*$/, '.'));
    case 'broken':
      return { ...tokens, authorization: broken(authorization) };
    case 'ended':
      return bearer(endedToken);
    case 'twice':
      return { ...tokens, authorization: `${authorization}, ${authorization}` };
    case 'strange':
      return {
        ...tokens,
        authorization:
          ['', 'Bearer', 'Bearer ', 'Basic YTpi', 'Bearer tp_', 'bearer x y', `Bearer ${'a'.repeat(2_000)}`][
            number % 7
          ] ?? '',
      };
  }
}

function forged(header: Record<string, string>): string {
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const signed = `${part(header)}.${part(forgedClaims)}`;
  return `${signed}.${createHmac('sha256', 'not the secret').update(signed).digest('base64url')}`;
}

/** Another letter in the middle of what comes last, the signature: at its end, some bits say nothing. */
function broken(text: string): string {
  const at = Math.max(0, text.length - 20);
  return `${text.slice(0, at)}${text[at] === 'A' ? 'B' : 'A'}${text.slice(at + 1)}`;
}
