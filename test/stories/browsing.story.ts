import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '../support/eventually.js';
import { Shop } from '../support/shop.js';

interface Shelf {
  items: { slug: string; name: string; price: { amount: number }; stockState: string }[];
  total: number;
  nextCursor: string | null;
  facets?: {
    category?: { slug: string; count: number }[];
    option?: { code: string; values: { code: string; count: number }[] }[];
    price?: { min: number; max: number; ranges: { from: number; to: number; count: number }[] };
  };
}

interface Offers {
  items: { kind: string; text: string; slug: string | null }[];
}

let shop: Shop;

beforeAll(async () => {
  shop = await Shop.open({ apis: 2 });
});

afterAll(() => shop.close());

/** Somebody who looks round, at one of the shop's two doors. */
function visitor({ api = 0 } = {}): {
  sees(query: string): Promise<Shelf>;
  types(text: string): Promise<Offers>;
} {
  const { client } = shop.shopper('Vera', { api });
  return {
    sees: (query) => client.get<Shelf>(`/v1/products?${query}`),
    types: (text) => client.get<Offers>(`/v1/search/suggestions?q=${encodeURIComponent(text)}`),
  };
}

describe('looking round the shop', () => {
  it('narrows a shelf down by colour and price, and the counts keep their word', async () => {
    const vera = visitor();
    const wardrobe = await vera.sees('department=wardrobe&facets=category,option,price');
    const moss = wardrobe.facets?.option
      ?.find(({ code }) => code === 'colour')
      ?.values.find(({ code }) => code === 'moss');
    const inMoss = await vera.sees('department=wardrobe&option.colour=moss&facets=category,option,price');
    expect(inMoss.total).toBe(moss?.count);
    expect(inMoss.total).toBeLessThan(wardrobe.total);
    for (const { from, to, count } of inMoss.facets?.price?.ranges ?? []) {
      const range = await vera.sees(`department=wardrobe&option.colour=moss&priceMin=${from}&priceMax=${to}`);
      expect(range.total).toBe(count);
      expect(range.items.every(({ price }) => price.amount >= from && price.amount <= to)).toBe(true);
    }
    for (const { slug, count } of inMoss.facets?.category ?? [])
      expect((await vera.sees(`category=${slug}&department=wardrobe&option.colour=moss`)).total).toBe(count);
    // Another colour is a further choice, not a narrower one.
    const inTwo = await vera.sees('department=wardrobe&option.colour=moss,ocean');
    expect(inTwo.total).toBeGreaterThanOrEqual(inMoss.total);
  });

  it('finds the lantern in spite of a slip, and offers it while it is being typed', async () => {
    const vera = visitor();
    const { items } = await vera.sees('q=strom%20lantrn');
    expect(items[0]?.slug).toBe('storm-lantern');
    const offers = await vera.types('storm lan');
    expect(offers.items).toContainEqual({ kind: 'words', text: 'storm lantern', slug: null });
    expect(offers.items).toContainEqual({ kind: 'product', text: 'Storm lantern', slug: 'storm-lantern' });
  });

  it('meets every product once on a walk with the cursor, at whichever door it goes on', async () => {
    for (const list of ['sort=best-selling', 'q=wool', 'inStock=true&sort=rating']) {
      const met: string[] = [];
      let cursor = '';
      for (let step = 0; ; step += 1) {
        const part = await visitor({ api: step % 2 }).sees(`${list}&limit=9${cursor}`);
        met.push(...part.items.map(({ slug }) => slug));
        if (part.nextCursor === null) {
          expect(met).toHaveLength(part.total);
          break;
        }
        cursor = `&cursor=${part.nextCursor}`;
      }
      expect(new Set(met).size).toBe(met.length);
    }
  });

  it('stops offering what has sold out, at both doors', async () => {
    const ada = shop.shopper('Ada');
    const [thing] = await shop.thingsInStock(1);
    const [product] = await shop.database.query<{ slug: string }>(
      'SELECT p.slug FROM products p JOIN variants v ON v.product_id = p.id WHERE v.sku = ?',
      [thing!.sku],
    );
    const { slug } = product!;
    const offered = async (api: number): Promise<boolean> => {
      const { items } = await visitor({ api }).sees(
        `inStock=true&limit=100&q=${slug.replaceAll('-', '%20')}`,
      );
      return items.some((item) => item.slug === slug);
    };
    expect(await offered(0)).toBe(true);
    const others = await shop.database.query<{ sku: string }>(
      'SELECT v.sku FROM variants v JOIN products p ON p.id = v.product_id WHERE p.slug = ? AND v.sku <> ?',
      [slug, thing!.sku],
    );
    // All but one piece of the last variant are sold elsewhere; Ada takes it.
    for (const { sku } of others) await sellOut(sku);
    await shop.stocks(thing!.sku, 1);
    await ada.puts(thing!.variantId);
    await ada.checksOut();
    for (const api of [0, 1]) await eventually(async () => expect(await offered(api)).toBe(false), 10_000);
  });
});

/** By an order of all that is left. */
async function sellOut(sku: string): Promise<void> {
  const left = await shop.available(sku);
  if (left === 0) return;
  await shop.stocks(sku, 1);
  const buyer = shop.shopper('Bob');
  const [row] = await shop.database.query<{ id: string }>(
    'SELECT LOWER(HEX(id)) AS id FROM variants WHERE sku = ?',
    [sku],
  );
  await buyer.puts(row!.id.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-'));
  await buyer.checksOut();
}
