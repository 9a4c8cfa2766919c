import { createHmac } from 'node:crypto';
import { bytesToId, idToBytes } from '#platform/database/id-column.js';
import { newId } from '#shared-kernel';
import type { Stage } from '../stage/stage.js';
import { plentiful } from '../stage/trade.js';

/** What the requests are made of: things that are in the seeded shop. */
export interface Material {
  /** In the seeded catalogue. */
  products: number;
  categories: { slug: string; products: number }[];
  slugs: string[];
  variants: Offer[];
  shippingMethodId: string;
}

/** Something of which there is plenty. */
export interface Offer {
  variantId: string;
  price: number;
  name: string;
}

const differentDetails = 12_000;

export async function gather({ admin }: Stage, products: number): Promise<Material> {
  const texts = async (sql: string): Promise<string[]> =>
    ((await admin.query(sql))[0] as { text: string }[]).map(({ text }) => text);
  const [rows] = await admin.query(
    `SELECT m.id
     FROM shipping_methods m
     JOIN shipping_region_countries c ON c.region_id = m.region_id
     WHERE c.country = 'US'
     ORDER BY m.price_amount
     LIMIT 1`,
  );
  const [method] = rows as { id: Buffer }[];
  if (method === undefined) throw new Error('Nothing ships to the United States.');
  return {
    products,
    categories: await categoriesOf(admin),
    slugs: await texts(
      `SELECT slug AS text FROM products WHERE status = 'published' ORDER BY MD5(slug) LIMIT ${String(differentDetails)}`,
    ),
    variants: (await plentiful(admin)).map(({ id, ...offer }) => ({ variantId: bytesToId(id), ...offer })),
    shippingMethodId: bytesToId(method.id),
  };
}

async function categoriesOf(admin: Stage['admin']): Promise<Material['categories']> {
  const [rows] = await admin.query(
    `SELECT c.slug, COUNT(*) AS products
     FROM categories c
     JOIN product_listings l ON l.scope_id = c.id
     WHERE c.slug LIKE 'large-%'
     GROUP BY c.id, c.slug
     ORDER BY c.slug`,
  );
  return rows as Material['categories'];
}

export interface PreparedCart {
  id: string;
  token: string;
}

/** Guests' carts with lines for these variants in turn, put straight into the tables: filling them is not what is measured. */
export async function makeCarts(
  { admin, signingSecret }: Stage,
  count: number,
  lines: number,
  variants: readonly Offer[],
): Promise<PreparedCart[]> {
  const carts = Array.from({ length: count }, () => newId());
  const now = new Date();
  for (let from = 0; from < count; from += 1_000) {
    const batch = carts.slice(from, from + 1_000);
    await admin.query(
      'INSERT INTO carts (id, customer_id, currency, status, created_at, updated_at) VALUES ?',
      [batch.map((id) => [idToBytes(id), null, 'USD', 'open', now, now])],
    );
    const rows = batch.flatMap((id, index) =>
      Array.from({ length: lines }, (_, line) => {
        const { variantId, price, name } = pick(variants, (from + index) * lines + line);
        return [idToBytes(id), idToBytes(variantId), 1, 0, price, name, line];
      }),
    );
    await admin.query(
      `INSERT INTO cart_line_items
         (cart_id, variant_id, quantity, saved_for_later, seen_unit_price_amount, seen_name, position)
       VALUES ?`,
      [rows],
    );
  }
  return carts.map((id) => ({ id, token: tokenOf(signingSecret, id) }));
}

export function pick<Item>(items: readonly Item[], index: number): Item {
  const item = items[index % items.length];
  if (item === undefined) throw new RangeError('There is nothing to pick from.');
  return item;
}

/** As libs/platform/src/security/signer.ts makes it. */
function tokenOf(secret: string, id: string): string {
  return `${id}.${createHmac('sha256', secret).update(`cart:${id}`).digest('base64url')}`;
}
