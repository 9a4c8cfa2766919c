import fc from 'fast-check';
import { hostileText, strangeName } from './corpus.js';
import { pathParameters, type Document, type Operation, type Parameter } from './document.js';
import { kindOf } from './memory.js';
import { mutation, type Mutation } from './mutations.js';
import { requiredSample, sampleBody } from './sample.js';
import { asQuery, isPrivate, refTo, validValue } from './shapes.js';
import { Fresh, Ref } from './values.js';

/** A request before anything in it is known that only the running shop can tell: it can be repeated and made smaller. */
export interface Plan {
  /** Which of those who may, or of all. */
  readonly asker: { readonly anybody: boolean; readonly pick: number };
  readonly credential: Credential;
  readonly params: readonly (readonly [string, unknown])[];
  readonly query: readonly (readonly [string, unknown])[];
  readonly headers: readonly (readonly [string, unknown])[];
  readonly body: BodyPlan | undefined;
  readonly method: string | undefined;
}

export const credentials = [
  'own',
  'none',
  'forged',
  'unsigned',
  'broken',
  'ended',
  'twice',
  'strange',
] as const;
export type Credential = (typeof credentials)[number];

export type BodyPlan =
  | {
      readonly is: 'json';
      readonly type: string;
      readonly value: unknown;
      readonly mutations: readonly Mutation[];
    }
  | { readonly is: 'bytes'; readonly type: string | undefined; readonly bytes: Uint8Array };

type Pair = readonly [string, unknown];

const rarely = <Value>(
  usual: fc.Arbitrary<Value>,
  rare: fc.Arbitrary<Value>,
  weight = 9,
): fc.Arbitrary<Value> => fc.oneof({ weight, arbitrary: usual }, { weight: 1, arbitrary: rare });

export function planFor(operation: Operation, document: Document): fc.Arbitrary<Plan> {
  const { path, method } = operation;
  return fc.record({
    asker: fc.record({ anybody: rarely(fc.constant(false), fc.constant(true), 2), pick: fc.nat(30) }),
    credential: rarely(fc.constant<Credential>('own'), fc.constantFrom(...credentials), 12),
    params: fc.tuple(...pathParameters(path).map((name) => pathValue(name, path))),
    query: queryOf(operation, document),
    headers: headersOf(operation),
    body: bodyOf(operation, document),
    method: rarely(
      fc.constant(undefined),
      fc
        .constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS')
        .filter((each) => each !== method),
      40,
    ),
  });
}

function pathValue(name: string, path: string): fc.Arbitrary<readonly [string, unknown]> {
  const right = refTo(kindOf(name, path) ?? name);
  const wrong = fc.oneof(hostileText, fc.constant(new Ref('nothing', 'any', 0)));
  return rarely<unknown>(right, wrong, 7).map((value) => [name, value] as const);
}

// --- query ---

function queryOf(operation: Operation, document: Document): fc.Arbitrary<Plan['query']> {
  const known = operation.parameters.filter((parameter) => parameter.in === 'query');
  const right = known.map((parameter) => {
    const value = queryValue(parameter, operation, document);
    return parameter.required === true ? value : rarely(fc.constant(undefined), value, 3);
  });
  const wrong = fc.array(strangeQuery(known), { maxLength: 2 });
  return fc
    .tuple(fc.tuple(...right), rarely<readonly Pair[]>(fc.constant([]), wrong, known.length === 0 ? 12 : 4))
    .map(([some, strange]) => [...some.filter((each) => each !== undefined), ...strange]);
}

function queryValue(parameter: Parameter, { path }: Operation, document: Document) {
  const { name, schema = {}, example } = parameter;
  const value = validValue(
    { ...schema, ...(example === undefined ? {} : { example }) },
    { name, path, document },
  );
  return value.map((each) => [name.replace('<code>', 'size'), asQuery(each)] as const);
}

/** Known names with wrong values, repeated, as lists and as objects; and names that nobody knows. */
function strangeQuery(known: readonly Parameter[]): fc.Arbitrary<readonly [string, unknown]> {
  const name = fc.constantFrom('q', 'page', 'limit', 'sort', ...known.map((each) => each.name));
  const form = fc.constantFrom('', '', '', '[]', '[0]', '[a][b]', '[__proto__]', '.x', '%00');
  return fc
    .tuple(fc.oneof(name, strangeName), form, hostileText)
    .map(([word, end, value]) => [word + end, value]);
}

// --- headers ---

const oddHeaders: fc.Arbitrary<readonly [string, unknown]> = fc.oneof(
  fc.tuple(
    fc.constantFrom('if-match', 'if-none-match'),
    fc.constantFrom('"1"', '*', '""', 'W/"1"', '1', '"99999999999999999999"', '"1", "2"', ',', '"\u00e9"'),
  ),
  fc.tuple(
    fc.constant('idempotency-key'),
    fc.constantFrom('1', 'k', '', ' ', 'x'.repeat(300), "'; DROP TABLE x", '\u00ff\u00fe', '🔑'),
  ),
  fc.tuple(
    fc.constantFrom('cart-token', 'order-token'),
    fc.oneof(refTo('token'), refTo('orderToken'), hostileText),
  ),
  fc.tuple(
    fc.constant('accept-language'),
    fc.constantFrom(
      'de-DE,de;q=0.9',
      '*',
      'x'.repeat(500),
      'en;q=2',
      ';;,,',
      '\u00ff',
      'en-US-u-ca-buddhist',
      '../..',
    ),
  ),
  fc.tuple(
    fc.constant('accept'),
    fc.constantFrom('text/html', 'application/xml', '*/*;q=0', 'x', 'application/json;version=2'),
  ),
  fc.tuple(fc.constant('origin'), fc.constantFrom('https://evil.test', 'null', 'x')),
  fc.tuple(
    fc.constant('cookie'),
    fc.constantFrom(
      'a=b',
      '=;=;',
      `x=${'y'.repeat(3_000)}`,
      '__Host-tradepost-access=abc',
      'tradepost-access=abc.def.ghi',
      'a=%ff',
    ),
  ),
  fc.tuple(
    fc.constantFrom(
      'x-csrf-token',
      'device-token',
      'x-http-method-override',
      'stripe-signature',
      'x-metrics-token',
      'range',
    ),
    hostileText,
  ),
);

function headersOf({ parameters }: Operation): fc.Arbitrary<Plan['headers']> {
  const names = parameters.filter((each) => each.in === 'header').map((each) => each.name.toLowerCase());
  const right = names.includes('if-match')
    ? fc.constantFrom('*', '*', new Ref('etag', 'any', 0)).map((value) => [['if-match', value] as const])
    : fc.constant([]);
  const wrong = fc.array(oddHeaders, { minLength: 1, maxLength: 2 });
  return fc
    .tuple(right, rarely<readonly Pair[]>(fc.constant([]), wrong, 4))
    .map(([some, odd]) => [...some, ...odd]);
}

// --- body ---

const oddTypes = [
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'application/xml',
  'application/json; charset=utf-16',
  'application/json;',
  'x',
  '*/*',
  'application/problem+json',
  'text/json',
  'application/octet-stream',
  'text/csv',
  'image/png',
];

const oddBytes: fc.Arbitrary<Uint8Array> = fc.oneof(
  fc
    .constantFrom(
      '',
      '{',
      '{"a":',
      '{"a":1}}',
      "{'a':1}",
      '{"a":1,}',
      '\ufeff{}',
      'null',
      '"x"',
      '0',
      '[]',
      '[',
      '{"a":\u0001}',
      'a=1&b[]=2',
      '{"a":"\\ud800"}',
      '{"\\u0000":1}',
      '{"a":"\\x"}',
    )
    .map((text) => Buffer.from(text)),
  fc.constantFrom(
    Buffer.from([0xff, 0xfe, 0x7b, 0x00, 0x7d, 0x00]),
    Buffer.from([0x7b, 0x22, 0xc3, 0x28, 0x22, 0x3a, 0x31, 0x7d]),
    Buffer.from([0x1f, 0x8b, 0x08, 0x00]),
    Buffer.alloc(300_000, 'x'),
  ),
  fc.uint8Array({ maxLength: 40 }),
);

function bodyOf(operation: Operation, document: Document): fc.Arbitrary<BodyPlan | undefined> {
  const odd = fc
    .tuple(
      fc.oneof(fc.constant('application/json'), fc.constant(undefined), fc.constantFrom(...oddTypes)),
      oddBytes,
    )
    .map(([type, bytes]): BodyPlan => ({ is: 'bytes', type, bytes }));
  const { body, path } = operation;
  if (body === undefined) return rarely<BodyPlan | undefined>(fc.constant(undefined), odd, 14);
  const schema = body['application/json']?.schema;
  if (schema === undefined) return rarely(fileBody(Object.keys(body)), odd, 5);
  const own = isPrivate.test(path) ? inOwnWords : (sample: unknown): unknown => sample;
  const value = fc.oneof(
    { weight: 4, arbitrary: validValue(schema, { name: '', path, document }) },
    { weight: 1, arbitrary: fc.constant(own(sampleBody(operation, document))) },
    { weight: 2, arbitrary: fc.constant(own(requiredSample(operation, document))) },
  );
  const changes = fc.oneof(
    { weight: 5, arbitrary: fc.constant([]) },
    { weight: 5, arbitrary: fc.array(mutation, { minLength: 1, maxLength: 3 }) },
  );
  const type = rarely(
    fc.constant('application/json'),
    fc.constantFrom('application/json; charset=utf-8', ...oddTypes),
    20,
  );
  const right = fc.record({ is: fc.constant('json' as const), type, value, mutations: changes });
  return rarely<BodyPlan | undefined>(right, fc.oneof(odd, fc.constant(undefined)), 10);
}

const freeTexts = new Set(['name', 'company', 'line1', 'line2', 'label', 'note']);

/** With the asker's mark in texts that are theirs to choose: an example tells nobody whose words it holds. */
function inOwnWords(sample: unknown): unknown {
  if (Array.isArray(sample)) return sample.map(inOwnWords);
  if (typeof sample !== 'object' || sample === null) return sample;
  return Object.fromEntries(
    Object.entries(sample).map(([field, value]) => {
      const isOurs = typeof value === 'string' && freeTexts.has(field);
      return [field, isOurs ? new Fresh('marked') : inOwnWords(value)];
    }),
  );
}

/** A PNG of one pixel. */
const smallPicture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);

function fileBody(types: readonly string[]): fc.Arbitrary<BodyPlan> {
  const start = fc.constantFrom<readonly number[]>(
    [],
    [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
    [0xff, 0xd8, 0xff, 0xe0],
  );
  const bytes = fc.oneof(
    fc
      .tuple(start, fc.uint8Array({ maxLength: 200 }))
      .map(([head, rest]) => Buffer.concat([Buffer.from(head), rest])),
    fc
      .constantFrom(
        'product_slug,product_name,sku,price\nfuzzed-lamp,Fuzzed lamp,FUZZED-LAMP,49.00\n',
        'sku,name\nA,b\n',
        'handle,sku,price\n"a,1,2\n',
        '\0,\n',
        `a${',a'.repeat(3_000)}\n`,
      )
      .map((text) => Buffer.from(text)),
  );
  const files = fc.oneof(
    { weight: 2, arbitrary: bytes },
    { weight: 1, arbitrary: fc.constant(smallPicture) },
  );
  return fc
    .tuple(fc.constantFrom(...types), files)
    .map(([type, each]): BodyPlan => ({ is: 'bytes', type, bytes: each }));
}
