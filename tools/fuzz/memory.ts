import { knownPassword } from './people.js';
import type { Ref } from './values.js';

/** What nobody has: in the right form, and unknown. */
export const unknownId = '0190f3c1-7000-7000-8000-00000000dead';

interface Entry {
  readonly value: string;
  readonly owner: string | undefined;
}

const keptOfKind = 400;

/** What answers have told so far, and to whom: so that later requests ask for what is there, theirs and others'. */
export class Memory {
  private readonly entries = new Map<string, Entry[]>();
  private readonly owners = new Map<string, string>();

  /** @param owner undefined for what belongs to the shop, or to everybody */
  keep(kind: string, value: string, owner: string | undefined): void {
    if (value === '' || value.length > 400) return;
    const known = this.entries.get(kind) ?? [];
    if (known.some((entry) => entry.value === value && entry.owner === owner)) return;
    known.push({ value, owner });
    if (known.length > keptOfKind) known.splice(20, 1);
    this.entries.set(kind, known);
    if (owner !== undefined && !this.owners.has(value)) this.owners.set(value, owner);
  }

  find({ kind, whose, pick }: Ref, who: string): string {
    if (kind === 'password') return knownPassword;
    const all = this.entries.get(kind) ?? [];
    const fitting = all.filter(
      ({ owner }) =>
        whose === 'any' || (whose === 'own' ? owner === who : owner !== undefined && owner !== who),
    );
    const choice = fitting.length > 0 ? fitting : all;
    // The newest first: what is old has often been deleted or ended.
    return choice.at(-1 - (pick % Math.max(1, choice.length)))?.value ?? unknownId;
  }

  ownerOf(value: string): string | undefined {
    return this.owners.get(value);
  }
}

/** The word for what a parameter or a property names: `variantId` is a `variant`, `{id}` below `/v1/orders` an `order`. */
export function kindOf(name: string, path: string): string | undefined {
  if (name === 'idOrSlug') return 'product';
  if (name === 'variantId' && path.startsWith('/v1/cart/items/')) return 'cartline';
  if (name === 'id') return resourceOf(path, name);
  if (name === 'slug' || name === 'file') return `${resourceOf(path, name) ?? 'any'} ${name}`;
  const id = /^(.+)Ids?$/.exec(name)?.[1];
  if (id !== undefined) return normal(id);
  if (/password/i.test(name)) return 'password';
  return ['sku', 'payment', 'token', 'refreshToken', 'challenge', 'cursor', 'email', 'number'].includes(name)
    ? name
    : undefined;
}

/** `/v1/orders/{id}/payments` and `id`: order. Without the parameter in the path: its last word. */
export function resourceOf(path: string, name: string): string | undefined {
  const before = path.includes(`{${name}}`) ? path.slice(0, path.indexOf(`{${name}}`)) : path;
  const words = before.split('/').filter((word) => word !== '' && !word.startsWith('{'));
  const last = words.at(-1);
  return last === undefined ? undefined : normal(singular(last));
}

export function singular(word: string): string {
  if (word === 'me') return 'customer';
  if (/ies$/.test(word)) return word.replace(/ies$/, 'y');
  if (/sses$/.test(word)) return word.replace(/es$/, '');
  return word.replace(/([^s])s$/, '$1');
}

function normal(word: string): string {
  return word.toLowerCase().replace(/[^a-z]/g, '');
}

const wrappers = new Set(['items', 'data', 'lines', 'savedForLater']);

/** Everything in an answer that a later request can name. */
export function told(path: string, body: unknown): { kind: string; value: string }[] {
  const found: { kind: string; value: string }[] = [];
  const look = (value: unknown, context: string): void => {
    if (Array.isArray(value)) for (const each of value.slice(0, 30)) look(each, context);
    else if (typeof value === 'object' && value !== null)
      for (const [key, each] of Object.entries(value)) {
        if (typeof each === 'string') {
          const kind = kindOf(key, `/${context}`);
          const picture = /^\/images\/([^/]+)\.(?:svg|webp)$/.exec(each)?.[1];
          if (picture !== undefined) found.push({ kind: 'image file', value: picture });
          if (key === 'variantId' && path.startsWith('/v1/cart'))
            found.push({ kind: 'cartline', value: each });
          if (key === 'nextCursor') found.push({ kind: 'cursor', value: each });
          else if (kind !== undefined) found.push({ kind, value: each });
        } else look(each, wrappers.has(key) ? context : key);
      }
  };
  look(
    body,
    path
      .split('/')
      .filter((word) => !word.startsWith('{'))
      .at(-1) ?? '',
  );
  return found;
}
