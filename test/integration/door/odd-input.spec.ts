import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { operationsOf, resolved, type Operation, type Schema } from '../../../tools/fuzz/document.js';
import { send, signIn, type Person } from '../../../tools/fuzz/people.js';
import { jsonOf, type WireAnswer } from '../../../tools/fuzz/wire.js';
import type { Problem } from '../../support/http.js';
import { pathWith, unknownId } from '../access/calls.js';
import { openAccess, type AccessWorld } from '../access/world.js';

let world: AccessWorld;
let owner: Person;
let operations: Operation[];

beforeAll(async () => {
  world = await openAccess();
  owner = await world.join('The owner', 'owner');
  operations = operationsOf(world.document);
}, 120_000);

afterAll(() => world.close());

/** As somebody who may do everything, so that it is the input that is refused. */
async function ask({ method, path }: Operation, query: string, body?: unknown): Promise<WireAnswer> {
  const address = `${pathWith(path, () => unknownId)}${query}`;
  const headers = { ...owner.headers, 'idempotency-key': `odd-${unknownId}`, 'if-match': '"1"' };
  const answer = await send(world.wire, method, address, body, headers);
  if (answer.status === 401) await signIn(world.wire, owner);
  return answer.status === 401 ? send(world.wire, method, address, body, headers) : answer;
}

function unknownFieldsOf(answer: WireAnswer): string[] {
  const { errors = [] } = (jsonOf(answer) ?? {}) as Partial<Problem>;
  return errors.filter(({ code }) => code === 'unknown-field').map(({ field }) => field);
}

/** What belongs to the shop and not to the one who asks, and what no body of ours has. */
const foreign: Readonly<Record<string, unknown>> = {
  ...{ role: 'owner', permissions: ['*'], scope: 'staff:manage', isAdmin: true, emailVerified: true },
  ...{ id: unknownId, customerId: unknownId, userId: unknownId, createdBy: unknownId, version: 1 },
  ...{ status: 'paid', unitPrice: 1, price: 1, total: 0, discount: 100, tax: 0, currency: 'USD' },
};

interface Place {
  readonly field: string;
  readonly schema: Schema;
  /** A body with these values there. */
  wrap(values: unknown): unknown;
}

/** The body itself, and every object in it, lists of objects included. */
function placesIn(schema: Schema, field: string, wrap: Place['wrap']): Place[] {
  const own = resolved(schema, world.document);
  if (own.items !== undefined)
    return placesIn(own.items, field === '' ? '0' : `${field}.0`, (values) => wrap([values]));
  if (own.properties === undefined) return [];
  const below = Object.entries(own.properties).flatMap(([name, each]) =>
    placesIn(each, field === '' ? name : `${field}.${name}`, (values) => wrap({ [name]: values })),
  );
  return [{ field, schema: own, wrap }, ...below];
}

describe('a field that the document does not name', () => {
  it('is refused in every body, and in every object in one, by its name', async () => {
    const taken: string[] = [];
    let places = 0;
    for (const operation of operations) {
      const schema = operation.body?.['application/json']?.schema;
      // What Stripe sends is signed by it, and holds what Stripe likes.
      if (schema === undefined || operation.path === '/v1/webhooks/stripe') continue;
      for (const place of placesIn(schema, '', (values) => values)) {
        const sent = Object.entries(foreign).filter(([name]) => !(name in (place.schema.properties ?? {})));
        const answer = await ask(operation, '', place.wrap(Object.fromEntries(sent)));
        const refused = unknownFieldsOf(answer);
        const missed = sent
          .map(([name]) => (place.field === '' ? name : `${place.field}.${name}`))
          .filter((name) => !refused.includes(name));
        if (answer.status !== 400 || missed.length > 0)
          taken.push(
            `${operation.route} ${place.field}: ${String(answer.status)} takes ${missed.join(', ')}`,
          );
        places += 1;
      }
    }
    expect(taken).toEqual([]);
    expect(places).toBeGreaterThan(40);
  }, 120_000);
});

describe('names that reach into prototypes', () => {
  const bodies = [
    '{"__proto__":{"role":"owner","polluted":true}}',
    '{"constructor":{"prototype":{"polluted":true}}}',
    '{"email":"a@example.test","password":"x","__proto__":{"transport":"cookie"}}',
  ];

  it.each(bodies)('are refused in JSON: %s', async (body) => {
    const headers = { 'content-type': 'application/json', ...owner.headers };
    for (const path of ['/v1/auth/sessions', '/v1/auth/registrations', '/v1/carts']) {
      const answer = await world.wire.send({ method: 'POST', path, headers, body: Buffer.from(body) });
      expect([path, answer.status]).toEqual([path, 400]);
    }
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  const queries = [
    '__proto__[polluted]=1',
    '__proto__=1',
    'constructor[prototype][polluted]=1',
    'constructor.prototype.polluted=1',
    'sort[]=newest',
    'q[$ne]=1',
    'page[]=1',
  ];

  it.each(queries)(
    'and lists or objects in the place of texts are refused by every list: ?%s',
    async (query) => {
      const taken: string[] = [];
      for (const operation of listsOf()) {
        const { status } = await ask(operation, `?${query}`);
        if (status !== 400) taken.push(`${operation.route}: ${String(status)}`);
      }
      expect(taken).toEqual([]);
      expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    },
  );
});

/** GET routes that are asked by query alone; the page that Stripe leads people back to is sent more than we ask for. */
function listsOf(parameter?: string): Operation[] {
  return operations.filter(
    ({ method, path, parameters }) =>
      method === 'GET' &&
      path.startsWith('/v1/') &&
      path !== '/v1/payments/return' &&
      !path.includes('{') &&
      parameters.some((each) => each.in === 'query' && each.name === (parameter ?? each.name)),
  );
}

describe('the query of a list', () => {
  it('is refused with any parameter twice', async () => {
    const taken: string[] = [];
    for (const operation of listsOf()) {
      for (const { name } of operation.parameters.filter((each) => each.in === 'query')) {
        const { status } = await ask(operation, `?${name}=1&${name}=2`);
        if (status !== 400) taken.push(`${operation.route} ${name}: ${String(status)}`);
      }
    }
    expect(taken).toEqual([]);
  });

  it.each([
    'limit=101',
    'limit=0',
    'limit=-1',
    'limit=1e3',
    'limit=1.5',
    'page=0',
    'page=1000001',
    'page=99999999',
  ])('has bounds: ?%s', async (query) => {
    const taken: string[] = [];
    const lists = listsOf(query.split('=')[0]);
    for (const operation of lists) {
      const { status } = await ask(operation, `?${query}`);
      if (status !== 400) taken.push(`${operation.route}: ${String(status)}`);
    }
    expect(taken).toEqual([]);
    expect(lists.length).toBeGreaterThan(2);
  });

  it('reaches no row beyond the hundred thousandth by a page number', async () => {
    for (const operation of listsOf('page'))
      expect([operation.route, (await ask(operation, '?page=1002&limit=100')).status]).toEqual([
        operation.route,
        400,
      ]);
  });

  it.each(['sort', 'status', 'state'])('takes %s from a fixed list only', async (name) => {
    const lists = listsOf(name);
    expect(lists.length).toBeGreaterThan(0);
    for (const value of ['price;--', '(SELECT 1)', 'price DESC', 'constructor', '__proto__', 'toString'])
      for (const operation of lists) {
        const { status } = await ask(operation, `?${name}=${encodeURIComponent(value)}`);
        expect([operation.route, value, status]).toEqual([operation.route, value, 400]);
      }
  });

  it.each(['%', '_', '%%', '_%', '\\', "'", '%25', '" OR 1=1 -- '])(
    'finds nobody by a pattern where texts are searched: %s',
    async (text) => {
      const searches = [
        ['/v1/admin/customers', 'q'],
        ['/v1/admin/orders', 'email'],
        ['/v1/admin/products', 'q'],
      ] as const;
      for (const [path, name] of searches) {
        const operation = operations.find((each) => each.route === `GET ${path}`)!;
        const answer = await ask(operation, `?${name}=${encodeURIComponent(text)}`);
        const { items } = (jsonOf(answer) ?? {}) as { items?: unknown[] };
        expect([path, [200, 400].includes(answer.status), items ?? []]).toEqual([path, true, []]);
      }
    },
  );
});

describe('a body that is too large', () => {
  it.each([
    ['in bytes', `{"email":"${'a'.repeat(110_000)}"}`, 413],
    ['in depth', `{"email":${'['.repeat(40)}${']'.repeat(40)}}`, 400],
    ['in values', JSON.stringify({ email: Array.from({ length: 6_000 }, () => 1) }), 400],
  ])('%s is refused', async (_, body, status) => {
    const headers = { 'content-type': 'application/json' };
    const answer = await world.wire.send({
      ...{ method: 'POST', path: '/v1/auth/sessions' },
      headers,
      body: Buffer.from(body),
    });
    expect(answer.status).toBe(status);
  });
});
