import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { jsonOf, type Wire, type WireAnswer } from './wire.js';

export const roles = ['customer', 'support', 'catalogue', 'manager', 'owner'] as const;
export type Role = (typeof roles)[number];

/** Changes rows that no route changes: who is whose colleague, and whose address is verified. */
export type Write = (sql: string, values: unknown[]) => Promise<unknown>;

export const knownPassword = 'tangled kites over harbour';

/** Somebody with an account, whose name and address hold a word that is found nowhere else. */
export class Person {
  readonly marker = markerOf();
  readonly email = `${this.marker}@example.test`;
  accessToken = '';

  constructor(
    readonly name: string,
    readonly role: Role,
  ) {}

  get headers(): Record<string, string> {
    return { authorization: `Bearer ${this.accessToken}` };
  }
}

/** A word in which nothing of ours, and nothing generated, is found by chance. */
export function markerOf(): string {
  return `mark${randomBytes(6).toString('hex')}`;
}

/** Somebody who has registered, verified the address, got the role and signed in. */
export async function join(wire: Wire, write: Write, name: string, role: Role): Promise<Person> {
  const person = new Person(name, role);
  const { email, marker } = person;
  await asked(wire, 'POST', '/v1/auth/registrations', {
    ...{ email, name: `${name} ${marker}`, password: knownPassword },
  });
  await write('UPDATE customers SET role = ?, email_verified_at = UTC_TIMESTAMP(3) WHERE email_key = ?', [
    ...[role, email],
  ]);
  await signIn(wire, person);
  return person;
}

/** @throws Error if the account can't be signed in to any more */
export async function signIn(wire: Wire, person: Person): Promise<void> {
  const session = await asked<{ accessToken: string }>(wire, 'POST', '/v1/auth/sessions', {
    ...{ email: person.email, password: knownPassword },
  });
  person.accessToken = session.accessToken;
}

/** A key as an owner would have it made, put into the table: so it is there whatever the route for it asks. */
export async function makeApiKey(write: Write, owner: Person, scopes: readonly string[]): Promise<string> {
  const key = `tp_${randomBytes(32).toString('base64url')}`;
  await write(
    `INSERT INTO api_keys (id, name, secret_hash, hint, scopes, created_by, created_at)
     SELECT ?, 'fuzz', ?, ?, ?, id, UTC_TIMESTAMP(3) FROM customers WHERE email_key = ?`,
    [
      Buffer.from(randomUUID().replaceAll('-', ''), 'hex'),
      createHash('sha256').update(key).digest(),
      key.slice(-4),
      scopes.join(' '),
      owner.email,
    ],
  );
  return key;
}

/** The body of a success. @throws Error */
export async function asked<Body>(
  wire: Wire,
  method: string,
  path: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Body> {
  const answer = await send(wire, method, path, body, headers);
  if (answer.status >= 400) throw new Error(`${method} ${path}: ${String(answer.status)} ${answer.text}`);
  return jsonOf(answer) as Body;
}

let senders = 0;

/** From another address each time: limits that count by address are not what is looked for here. */
export function someAddress(): string {
  senders += 1;
  return `10.${String((senders >> 16) & 255)}.${String((senders >> 8) & 255)}.${String(senders & 255)}`;
}

export function send(
  wire: Wire,
  method: string,
  path: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<WireAnswer> {
  return wire.send({
    ...{ method, path },
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      'x-forwarded-for': someAddress(),
      ...headers,
    },
    body: body === undefined ? undefined : Buffer.from(JSON.stringify(body)),
  });
}
