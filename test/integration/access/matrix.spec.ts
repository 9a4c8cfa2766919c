import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { permissionsOf } from '../../../libs/customers/src/domain/roles.js';
import { operationsOf, type Operation } from '../../../tools/fuzz/document.js';
import {
  asked,
  makeApiKey,
  roles,
  send,
  signIn,
  type Person,
  type Role,
} from '../../../tools/fuzz/people.js';
import { accessPage, type Cell, type Row } from './access-page.js';
import { call, codeOf, pathWith, unknownId } from './calls.js';
import { openAccess, type AccessWorld } from './world.js';

const page = new URL('../../../docs/access.md', import.meta.url);
const keyScope = 'catalog:manage';

let world: AccessWorld;
let people: Map<Role, Person>;
let apiKey: string;
let ended: Person;
let rows: Row[];

beforeAll(async () => {
  world = await openAccess();
  people = new Map();
  for (const role of roles) people.set(role, await world.join(`The ${role}`, role));
  apiKey = await makeApiKey((sql, values) => world.shop.database.query(sql, values), person('owner'), [
    keyScope,
  ]);
  ended = await world.join('Somebody gone', 'customer');
  await asked(world.wire, 'DELETE', '/v1/auth/sessions/current', undefined, ended.headers);
  rows = [];
  for (const operation of operationsOf(world.document)) rows.push(await rowOf(operation));
  if (process.env['UPDATE_ACCESS'] === 'true') writeFileSync(page, accessPage(rows));
}, 240_000);

afterAll(() => world.close());

function person(role: Role): Person {
  const found = people.get(role);
  if (found === undefined) throw new Error(`Nobody is ${role}.`);
  return found;
}

async function rowOf(operation: Operation): Promise<Row> {
  const cells = { anonymous: await cellOf(operation, {}) } as Row['cells'];
  for (const role of roles) {
    await mustBeSignedIn(person(role));
    cells[role] = await cellOf(operation, person(role).headers);
  }
  cells.apiKey = await cellOf(operation, { authorization: `Bearer ${apiKey}` });
  cells.ended = await cellOf(operation, ended.headers);
  return { route: operation.route, permission: operation.permission, cells };
}

/** Some routes end the session that asks, as they should. */
async function mustBeSignedIn(who: Person): Promise<void> {
  const { status } = await send(world.wire, 'GET', '/v1/me', undefined, who.headers);
  if (status === 401) await signIn(world.wire, who);
}

/** Whether the guard lets somebody in, asked twice: with what is not there, and with what makes no sense. */
async function cellOf(operation: Operation, headers: Record<string, string>): Promise<Cell> {
  const path = pathWith(operation.path, () => unknownId);
  const answer = await call(world.wire, operation, path, headers);
  const cell = judged(answer.status, codeOf(answer));
  if (cell === 'yes') return answer.status >= 500 ? 'error' : 'yes';
  if (operation.permission === undefined) return cell;
  const senseless = `${pathWith(operation.path, () => 'no-such')}?nonsense=1`;
  const again = await call(world.wire, operation, senseless, headers);
  return judged(again.status, codeOf(again)) === cell ? cell : 'tells';
}

function judged(status: number, code: string | undefined): Cell {
  if (status === 401 && code === 'auth.unauthenticated') return '401';
  if (status === 403 && code === 'auth.forbidden') return '403';
  return 'yes';
}

const wrong = (column: keyof Row['cells'], expected: (row: Row) => Cell): string[] =>
  rows
    .filter((row) => row.cells[column] !== expected(row))
    .map((row) => `${row.route}: ${row.cells[column]}, not ${expected(row)}`);

describe('who may ask which route', () => {
  it('anonymous: only what is public', () => {
    expect(wrong('anonymous', ({ permission }) => (permission === undefined ? 'yes' : '401'))).toEqual([]);
  });

  it.each([...roles])('%s: what is public, and what the role has the permission for', (role) => {
    const own = permissionsOf(role);
    expect(
      wrong(role, ({ permission }) => (permission === undefined || own.has(permission) ? 'yes' : '403')),
    ).toEqual([]);
  });

  it('an API key: what is public and no matter of an own account, and what it has the scope for', () => {
    const refused = rows.filter(
      ({ permission, cells }) => permission === undefined && cells.apiKey === '403',
    );
    // These are public for guests, and need a permission of customers from whoever has signed in.
    expect(refused.filter(({ route }) => !/ \/v1\/(orders|checkout|carts?)\b/.test(route))).toEqual([]);
    expect(
      wrong('apiKey', (row) =>
        row.permission === keyScope || (row.permission === undefined && !refused.includes(row))
          ? 'yes'
          : '403',
      ),
    ).toEqual([]);
  });

  it('a customer whose session has ended: nothing at all with its token', () => {
    expect(wrong('ended', () => '401')).toEqual([]);
  });

  it('is written in docs/access.md (UPDATE_ACCESS=true npm test -- access/matrix writes it)', () => {
    expect(accessPage(rows)).toBe(readFileSync(page, 'utf8'));
  });
});
