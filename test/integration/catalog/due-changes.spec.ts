import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { inSeconds, ShopOffice, usd } from './shop-office.js';

let office: ShopOffice;

beforeAll(async () => {
  office = await ShopOffice.open();
}, 30_000);

afterAll(() => office.close());

interface Card {
  slug: string;
  price: { amount: number };
}

async function cards(category: string): Promise<[string, number][]> {
  const { items } = await office.public.get<{ items: Card[] }>(
    `/v1/products?category=${category}&sort=price`,
  );
  return items.map(({ slug, price }) => [slug, price.amount]);
}

describe('a sale with dates', () => {
  it('is followed by the lists at its beginning and its end', async () => {
    const { id: categoryId, slug: category } = await office.category();
    const [sale, other] = [
      await office.published({ categoryIds: [categoryId] }),
      await office.published({ categoryIds: [categoryId] }),
    ];
    await office.change('PUT', `variants/${sale.variants[0]!.id}/price`, sale, {
      price: usd(2500),
      salePrice: usd(900),
      saleStartsAt: inSeconds(100),
      saleEndsAt: inSeconds(200),
    });
    const before = [
      [other.slug, 2000],
      [sale.slug, 2500],
    ];
    expect(await office.applyDueChanges.execute()).toBe(0);
    expect(await cards(category)).toEqual(before);
    await office.hurry(sale.id, 101);
    await office.told();
    expect(await office.applyDueChanges.execute()).toBe(1);
    expect(await office.told()).toEqual(
      expect.arrayContaining([`product ${sale.id}`, `scope ${categoryId}`]),
    );
    expect(await cards(category)).toEqual([
      [sale.slug, 900],
      [other.slug, 2000],
    ]);
    expect(await office.applyDueChanges.execute()).toBe(0);
    await office.hurry(sale.id, 100);
    expect(await office.applyDueChanges.execute()).toBe(1);
    expect(await cards(category)).toEqual(before);
    expect(await office.database.query('SELECT 1 FROM products WHERE next_change_at IS NOT NULL')).toEqual(
      [],
    );
  });

  it('does not disturb staff who are editing the product', async () => {
    const product = await office.published();
    const { body: seen } = await office.change('PUT', `variants/${product.variants[0]!.id}/price`, product, {
      price: usd(2500),
      salePrice: usd(900),
      saleStartsAt: inSeconds(60),
    });
    await office.hurry(product.id, 61);
    await office.applyDueChanges.execute();
    const after = await office.see(product.id);
    expect(after).toMatchObject({ version: seen.version, updatedAt: seen.updatedAt, priceFrom: usd(900) });
    expect((await office.change('PATCH', `products/${product.id}`, seen, { name: 'Edited' })).status).toBe(
      200,
    );
  });
});

describe('a planned publication', () => {
  it('happens when its time has come, and is shown then', async () => {
    const { id: categoryId, slug: category } = await office.category();
    const draft = await office.product({ categoryIds: [categoryId] });
    const at = inSeconds(300);
    const path = `products/${draft.id}/publication`;
    const planned = (await office.change('POST', path, draft, { publishAt: at })).body;
    expect(planned).toMatchObject({ status: 'draft', publishAt: at, publishedAt: null });
    expect(await office.applyDueChanges.execute()).toBe(0);
    await office.hurry(draft.id, 301);
    expect(await office.applyDueChanges.execute()).toBe(1);
    const published = await office.see(draft.id);
    expect(published).toMatchObject({ status: 'published', publishAt: null });
    expect(published.version).toBeGreaterThan(planned.version);
    expect(await cards(category)).toHaveLength(1);
    expect((await office.audit(draft.id)).at(-1)).toMatchObject({
      actor: 'system:catalog',
      action: 'catalog.publish-product',
      before: { status: 'draft' },
      after: { status: 'published', publishAt: null },
    });
  });

  it('can be taken back, and is at once for a time that has passed', async () => {
    const categoryIds = [(await office.category()).id];
    const draft = await office.product({ categoryIds });
    const path = `products/${draft.id}/publication`;
    const planned = (await office.change('POST', path, draft, { publishAt: inSeconds(60) })).body;
    const away = await office.change('PUT', `products/${draft.id}/categories`, planned, { categoryIds: [] });
    expect(away).toMatchObject({ status: 409, body: { code: 'catalog.not-ready-for-sale' } });
    const free = (await office.change('DELETE', path, planned)).body;
    expect(free).toMatchObject({ status: 'draft', publishAt: null });
    await office.hurry(draft.id, 61);
    expect(await office.applyDueChanges.execute()).toBe(0);
    const now = await office.change('POST', path, free, { publishAt: inSeconds(-5) });
    expect(now.body).toMatchObject({ status: 'published', publishAt: null });
  });

  it('is dropped if there is nothing to buy by then, and does not hold up the others', async () => {
    const categoryIds = [(await office.category()).id];
    const [empty, good] = [await office.product({ categoryIds }), await office.product({ categoryIds })];
    for (const draft of [empty, good]) {
      const plan = { publishAt: inSeconds(60) };
      const planned = await office.change('POST', `products/${draft.id}/publication`, draft, plan);
      if (draft === empty)
        await office.change('POST', `variants/${draft.variants[0]!.id}/archiving`, planned.body);
      await office.hurry(draft.id, 61);
    }
    expect(await office.applyDueChanges.execute()).toBe(2);
    expect(await office.see(empty.id)).toMatchObject({ status: 'draft', publishAt: null });
    expect(await office.see(good.id)).toMatchObject({ status: 'published' });
    expect((await office.audit(empty.id)).at(-1)).toMatchObject({ action: 'catalog.drop-publication' });
  });
});

describe('many changes at one time', () => {
  it('are applied batch by batch, and once if two workers come', async () => {
    const { id: categoryId, slug } = await office.category();
    const drafts = [];
    for (let n = 0; n < 5; n += 1) drafts.push(await office.product({ categoryIds: [categoryId] }));
    await office.database.query(
      "UPDATE products SET publish_at = '2026-01-01', next_change_at = '2026-01-01' WHERE id IN (SELECT product_id FROM product_categories WHERE category_id = UNHEX(?))",
      [categoryId.replaceAll('-', '')],
    );
    await Promise.all([office.applyDueChanges.execute(), office.applyDueChanges.execute()]);
    expect(await cards(slug)).toHaveLength(5);
    for (const { id } of drafts) {
      const actions = (await office.audit(id)).map(({ action }) => action);
      expect(actions).toEqual(['catalog.create-product', 'catalog.publish-product']);
    }
  });
});
