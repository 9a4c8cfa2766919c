import { randomUUID } from 'node:crypto';
import type { Memory } from './memory.js';
import {
  asked,
  join,
  makeApiKey,
  markerOf,
  send,
  signIn,
  type Person,
  type Role,
  type Write,
} from './people.js';
import { jsonOf, type Wire } from './wire.js';

/** Somebody who asks: what they show, what they may, and the words that only they may read. */
export interface Asker {
  readonly name: string;
  /** Undefined for guests and for nobody in particular. */
  readonly permissions: ReadonlySet<string> | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly marker: string;
  readonly email: string;
}

interface Part {
  readonly name: string;
  readonly role: Role;
}

const parts: readonly Part[] = [
  { name: 'ada', role: 'customer' },
  { name: 'bob', role: 'customer' },
  { name: 'support', role: 'support' },
  { name: 'catalogue', role: 'catalogue' },
  { name: 'manager', role: 'manager' },
  { name: 'owner', role: 'owner' },
];

const keyScopes = ['catalog:manage', 'stock:manage', 'orders:read'];

/** Everybody who asks. Requests end sessions, erase accounts and take roles away; whoever has lost something gets it back. */
export class Cast {
  /** Of the token of a session that was ended. */
  endedToken = '';
  private readonly askers = new Map<string, Asker>();
  private readonly people = new Map<string, Person>();
  private readonly markers = new Map<string, string>();

  private constructor(
    private readonly wire: Wire,
    private readonly write: Write,
    private readonly memory: Memory,
  ) {}

  static async open(wire: Wire, write: Write, memory: Memory): Promise<Cast> {
    const cast = new Cast(wire, write, memory);
    for (const part of parts) await cast.joins(part);
    for (const name of ['guest', 'other guest']) await cast.comesBy(name);
    await cast.makesKey();
    cast.askers.set('nobody', asker('nobody', markerOf(), {}, undefined));
    await cast.leaves();
    return cast;
  }

  /** @param permission that the route asks for @param anybody whether they need not have it */
  pick({ anybody, pick }: { anybody: boolean; pick: number }, permission: string | undefined): Asker {
    const all = [...this.askers.values()];
    const fitting = all.filter(
      ({ permissions }) => permission === undefined || permissions?.has(permission) === true,
    );
    const from = anybody || fitting.length === 0 ? all : fitting;
    const chosen = from[pick % from.length];
    if (chosen === undefined) throw new Error('Nobody is there to ask.');
    return chosen;
  }

  /** Whose words of these somebody else would have to be to read them. */
  ownersIn(text: string): string[] {
    return [...this.markers].filter(([marker]) => text.includes(marker)).map(([, owner]) => owner);
  }

  /** @returns whether somebody had lost what they had */
  async heal({ name }: Asker): Promise<boolean> {
    const person = this.people.get(name);
    if (person === undefined) return name === 'key' && (await this.healKey());
    const { status, text } = await send(this.wire, 'GET', '/v1/me', undefined, person.headers);
    if (status === 200 && text.includes(`"role":"${person.role}"`)) return false;
    await this.returns(person);
    return true;
  }

  private async healKey(): Promise<boolean> {
    const headers = this.askers.get('key')?.headers;
    const { status } = await send(this.wire, 'GET', '/v1/admin/departments', undefined, headers);
    if (status === 200) return false;
    await this.makesKey();
    return true;
  }

  /** By signing in if the account is still what it was; as somebody new of the same name if not. */
  private async returns(person: Person): Promise<void> {
    try {
      await signIn(this.wire, person);
      const { text } = await send(this.wire, 'GET', '/v1/me', undefined, person.headers);
      if (text.includes(`"role":"${person.role}"`)) {
        this.appear(person);
        return;
      }
    } catch (error) {
      if (!(error instanceof Error)) throw error; // Disabled, erased, or with another password: somebody new comes.
    }
    await this.joins(person);
  }

  private async joins({ name, role }: Part): Promise<void> {
    const person = await join(this.wire, this.write, name, role);
    this.people.set(name, person);
    this.memory.keep('email', person.email, name);
    this.appear(person);
    await this.buys(name);
  }

  private appear({ name, marker, email, headers, accessToken }: Person): void {
    this.markers.set(marker, name);
    this.askers.set(name, { name, marker, email, headers, permissions: scopesIn(accessToken) });
  }

  private async comesBy(name: string): Promise<void> {
    const marker = markerOf();
    this.markers.set(marker, name);
    this.askers.set(name, asker(name, marker, {}, undefined));
    await this.buys(name);
  }

  /** An order and something in the cart, so that there is something to look for from the start. */
  private async buys(name: string): Promise<void> {
    const buyer = this.askers.get(name);
    if (buyer === undefined) throw new Error(`Nobody is called ${name}.`);
    const { wire, memory } = this;
    const cart = await this.puts(buyer);
    // What was asked before may have emptied the shelves: then there is nothing to buy any more.
    if (cart === undefined) return;
    const methods = await asked<{ items: { id: string }[] }>(
      ...[wire, 'GET', '/v1/shipping-methods?country=US&region=CA'],
    );
    const placed = await send(...[wire, 'POST', '/v1/orders', wantedBy(buyer, methods.items[0]?.id)], {
      ...buyer.headers,
      ...withToken('cart-token', cart.token),
      'idempotency-key': randomUUID(),
    });
    if (placed.status !== 201) return;
    const order = jsonOf(placed) as { id: string; orderToken?: string };
    const next = await this.puts(buyer);
    memory.keep('order', order.id, name);
    for (const [kind, value] of [
      ['token', next?.token],
      ['orderToken', order.orderToken],
    ] as const)
      if (value !== undefined) memory.keep(kind, value, name);
    const tokens = {
      ...withToken('cart-token', next?.token),
      ...withToken('order-token', order.orderToken),
    };
    this.askers.set(name, { ...buyer, headers: { ...buyer.headers, ...tokens } });
  }

  /** Something that is on the shelf, into the cart. @returns undefined if there is nothing */
  private async puts({ headers }: Asker): Promise<{ token?: string } | undefined> {
    const list = '/v1/products?inStock=true&limit=20';
    const { items } = await asked<{ items: { slug: string }[] }>(this.wire, 'GET', list);
    for (const { slug } of items) {
      const product = await send(this.wire, 'GET', `/v1/products/${slug}`);
      const { variants = [] } = (jsonOf(product) ?? {}) as {
        variants?: { id: string; stockState: string }[];
      };
      // Lists learn a moment later that something is sold out.
      for (const { id } of variants.filter(({ stockState }) => stockState === 'in-stock')) {
        const answer = await send(
          this.wire,
          'POST',
          '/v1/cart/items',
          { variantId: id, quantity: 1 },
          headers,
        );
        if (answer.status === 201) return jsonOf(answer) as { token?: string };
      }
    }
    return undefined;
  }

  private async makesKey(): Promise<void> {
    const owner = this.people.get('owner');
    if (owner === undefined) throw new Error('There is no owner to make a key.');
    const key = await makeApiKey(this.write, owner, keyScopes);
    this.askers.set('key', asker('key', markerOf(), { authorization: `Bearer ${key}` }, new Set(keyScopes)));
  }

  private async leaves(): Promise<void> {
    const gone = await join(this.wire, this.write, 'gone', 'customer');
    await asked(this.wire, 'DELETE', '/v1/auth/sessions/current', undefined, gone.headers);
    this.endedToken = gone.accessToken;
  }
}

function asker(
  name: string,
  marker: string,
  headers: Readonly<Record<string, string>>,
  permissions: ReadonlySet<string> | undefined,
): Asker {
  return { name, marker, headers, permissions, email: `${marker}@example.test` };
}

function wantedBy({ permissions, email, marker }: Asker, shippingMethodId: string | undefined): unknown {
  const address = {
    line1: '12 Elm Street',
    city: 'Springfield',
    region: 'CA',
    postalCode: '90210',
    country: 'US',
  };
  return {
    ...(permissions === undefined ? { email } : {}),
    shippingAddress: { ...address, name: `House of ${marker}` },
    shippingMethodId,
  };
}

function withToken(name: string, value: string | undefined): Record<string, string> {
  return value === undefined ? {} : { [name]: value };
}

/** What the token itself says that its bearer may do. */
function scopesIn(accessToken: string): ReadonlySet<string> {
  const claims = JSON.parse(Buffer.from(accessToken.split('.')[1] ?? '', 'base64url').toString()) as {
    scope?: string;
  };
  return new Set((claims.scope ?? '').split(' '));
}
