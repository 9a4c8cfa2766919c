import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '../support/eventually.js';
import { HttpClient } from '../support/http.js';
import { Shop } from '../support/shop.js';
import { Shopkeeper, variantOf, type ShopkeeperProduct } from '../support/shopkeeper.js';
import type { MoneyView } from '../support/shopper.js';

interface Card {
  slug: string;
  name: string;
  price: MoneyView;
  salePrice: MoneyView | null;
  stockState: string;
}

interface Detail extends Card {
  categories: { name: string; department: { name: string } }[];
  options: { name: string; values: { name: string }[] }[];
  variants: { sku: string; name: string; price: MoneyView }[];
}

let shop: Shop;
let grace: Shopkeeper;
/** Reads from the other API process than the one that staff write to. */
let visitor: HttpClient;

beforeAll(async () => {
  shop = await Shop.open({ apis: 2, variables: { SCHEDULES: 'true' } });
  grace = await Shopkeeper.of(shop);
  visitor = new HttpClient(shop.urls[1]!);
}, 60_000);

afterAll(() => shop.close());

const cards = async (category: string): Promise<Card[]> =>
  (await visitor.get<{ items: Card[] }>(`/v1/products?category=${category}`)).items;
const page = (slug: string): Promise<{ status: number; body: Detail }> =>
  visitor.send<Detail>('GET', `/v1/products/${slug}`);
/** Some schedule runs every five seconds. */
const soon = 15_000;

describe('running the catalogue', () => {
  let samovar: ShopkeeperProduct;

  it('goes from an empty department to a product that customers see', async () => {
    const department = await grace.opensDepartment('Kitchen');
    const category = await grace.opensCategory('Samovars', department);
    await grace.offersOption('Finish', 'Copper', 'Steel');
    samovar = await grace.writesDown('Singing samovar', category);
    samovar = await grace.addsVariant(samovar, 'SAM-COP', 60, { finish: 'copper' });
    samovar = await grace.addsVariant(samovar, 'SAM-STE', 40, { finish: 'steel' });
    await grace.putsOnShelf(samovar, 'SAM-COP', 20);
    await grace.putsOnShelf(samovar, 'SAM-STE', 20);
    expect(await cards('samovars')).toEqual([]);
    expect((await page('singing-samovar')).status).toBe(404);

    samovar = await grace.publishes(samovar);
    await eventually(async () => {
      expect(await cards('samovars')).toMatchObject([
        { name: 'Singing samovar', price: { amount: 4000 }, salePrice: null, stockState: 'in-stock' },
      ]);
    });
    const { body } = await page('singing-samovar');
    expect(body).toMatchObject({
      categories: [{ name: 'Samovars', department: { name: 'Kitchen' } }],
      options: [{ name: 'Finish', values: [{ name: 'Copper' }, { name: 'Steel' }] }],
      variants: [
        { sku: 'SAM-COP', name: 'Copper', price: { amount: 6000 } },
        { sku: 'SAM-STE', name: 'Steel', price: { amount: 4000 } },
      ],
    });
    const { items } = await visitor.get<{ items: { name: string; productCount: number }[] }>(
      '/v1/departments',
    );
    expect(items.at(-1)).toMatchObject({ name: 'Kitchen', productCount: 1 });
  });

  it('begins a sale by itself: carts to the second, lists a moment later', async () => {
    const ada = shop.shopper('Ada', { api: 1 });
    await ada.puts(variantOf(samovar, 'SAM-STE'));
    const startsAt = new Date(Date.now() + 2_000);
    samovar = await grace.prices(samovar, 'SAM-STE', 40, { salePrice: 30, startsAt });
    const price = async (): Promise<number | undefined> => (await ada.cart()).lines[0]?.unitPrice.amount;
    expect(await price()).toBe(4000);
    await eventually(async () => {
      expect(await price()).toBe(3000);
    }, 4_000);
    await eventually(async () => {
      expect(await cards('samovars')).toMatchObject([
        { price: { amount: 3000 }, salePrice: { amount: 3000 } },
      ]);
    }, soon);
    samovar = await grace.prices(samovar, 'SAM-STE', 40);
    expect(await price()).toBe(4000);
    await eventually(async () => {
      expect(await cards('samovars')).toMatchObject([{ price: { amount: 4000 }, salePrice: null }]);
    });
  });

  it('publishes at the time that was planned', async () => {
    const urn = await grace.writesDown('Clay tea urn', {
      id: await categoryId('samovars'),
      version: 1,
    });
    await grace.addsVariant(urn, 'TEA-URN', 25, {});
    const planned = await grace.publishes(urn, new Date(Date.now() + 1_500));
    expect(planned.status).toBe('draft');
    expect((await page('clay-tea-urn')).status).toBe(404);
    await eventually(async () => {
      expect((await page('clay-tea-urn')).status).toBe(200);
    }, soon);
  });

  it('puts things away without touching what was ordered', async () => {
    const bob = await shop.shopper('Bob', { api: 1 }).joins();
    await bob.puts(variantOf(samovar, 'SAM-COP'));
    const order = await bob.checksOut();
    await bob.paysBy(await bob.startsPayment(order));
    await bob.seesOrder(order.id, 'paid');

    samovar = await grace.archivesVariant(samovar, 'SAM-COP');
    await expect(bob.puts(variantOf(samovar, 'SAM-COP'))).rejects.toThrow(/404|409/);
    await eventually(async () => {
      expect((await page('singing-samovar')).body.variants.map(({ sku }) => sku)).toEqual(['SAM-STE']);
    });

    const ada = shop.shopper('Ada', { api: 1 });
    await ada.puts(variantOf(samovar, 'SAM-STE'));
    samovar = await grace.withdraws(samovar);
    samovar = await grace.archives(samovar);
    expect(samovar.status).toBe('archived');
    await eventually(async () => {
      expect((await page('singing-samovar')).status).toBe(404);
      expect((await cards('samovars')).map(({ slug }) => slug)).toEqual(['clay-tea-urn']);
    });
    await expect(ada.checksOut()).rejects.toThrow();
    expect((await bob.order(order.id)).lines).toMatchObject([
      { sku: 'SAM-COP', quantity: 1, unitPrice: { amount: 6000 } },
    ]);
  });

  it('does not let two of the staff overwrite each other', async () => {
    const path = `/v1/admin/products/${samovar.id}`;
    const { headers } = await grace.client.send('GET', path);
    const seen = { 'if-match': headers.get('etag')! };
    await grace.client.ask('PATCH', path, { description: 'Sings when it boils.' }, seen);
    const late = await grace.client.send('PATCH', path, { description: 'Boils.' }, seen);
    expect(late).toMatchObject({ status: 412, body: { code: 'catalog.changed-meanwhile' } });
  });
});

async function categoryId(slug: string): Promise<string> {
  return (await visitor.get<{ id: string }>(`/v1/categories/${slug}`)).id;
}
