import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Options } from '../../../libs/catalog/src/domain/options.js';
import { staff, TestExchange } from './support.js';

let exchange: TestExchange;

beforeAll(async () => {
  exchange = await TestExchange.open();
});
afterAll(() => exchange.close());

const header =
  'product_slug,product_name,description,categories,status,sku,option:size,price,sale_price,stock';
let category = '';

beforeAll(async () => {
  const [row] = await exchange.query<{ slug: string }>('SELECT slug FROM categories ORDER BY slug LIMIT 1');
  category = row!.slug;
});

interface Row {
  sku: string;
  name: string;
  product: string;
  description: string;
  status: string;
  version: number;
  price: number;
  sale: number | null;
  available: number | null;
}

function variants(slug: string): Promise<Row[]> {
  return exchange.query<Row>(
    `SELECT v.sku, v.name, p.name AS product, p.description, p.status, p.version, v.price_amount AS price,
            v.sale_price_amount AS sale, s.available
     FROM products p JOIN variants v ON v.product_id = p.id LEFT JOIN stock s ON s.variant_id = v.id
     WHERE p.slug = ? ORDER BY v.position`,
    [slug],
  );
}

describe('importing a new product', () => {
  it('creates it with its variants and stock, publishes it and lists it', async () => {
    const csv = [
      header,
      `tent-grand,Grand tent,"For four,\nand a dog",${category},published,TENT-G-S,s,199.99,149.5,7`,
      'tent-grand,,,,,TENT-G-M,M,219,,0',
    ].join('\r\n');
    const done = await exchange.import(`\ufeff${csv}\r\n`);
    expect(await exchange.errors(done.id)).toEqual([]);
    expect(done).toMatchObject({
      status: 'applied',
      progress: 100,
      rows: 2,
      checked: 2,
      applied: 2,
      errors: 0,
      products: { created: 1, changed: 0, unchanged: 0 },
      actor: staff,
    });
    const ofProduct = {
      product: 'Grand tent',
      description: 'For four,\nand a dog',
      status: 'published',
    };
    expect(await variants('tent-grand')).toEqual([
      expect.objectContaining({
        ...ofProduct,
        sku: 'TENT-G-S',
        name: 'S',
        price: 19_999,
        sale: 14_950,
        available: 7,
      }),
      expect.objectContaining({
        ...ofProduct,
        sku: 'TENT-G-M',
        name: 'M',
        price: 21_900,
        sale: null,
        available: 0,
      }),
    ]);
    const listed = await exchange.count(
      'SELECT COUNT(*) AS n FROM product_listings l JOIN products p ON p.id = l.product_id WHERE p.slug = ?',
      ['tent-grand'],
    );
    expect(listed).toBe(3); // shop, department, category
  });

  it('takes rows of a product from anywhere in the file, their order being that of the variants', async () => {
    const rows = [
      'mat-one,One,,,,MAT-1-L,l,9,,',
      'mat-two,Two,,,,MAT-2-S,s,9,,',
      'mat-one,,,,,MAT-1-S,s,9,,',
    ];
    await exchange.import([header, ...rows].join('\n'));
    expect((await variants('mat-one')).map(({ sku }) => sku)).toEqual(['MAT-1-L', 'MAT-1-S']);
    expect(await variants('mat-two')).toHaveLength(1);
  });

  it('makes options and values that are not known only if it is told to', async () => {
    const csv = 'product_slug,product_name,sku,option:scent,price\ncandle,Candle,CANDLE-1,Sea Breeze,5\n';
    const refused = await exchange.import(csv);
    expect(await exchange.errors(refused.id)).toEqual(['2 option:scent unknown-option']);
    const done = await exchange.import(csv, { createOptions: true });
    expect(done.status).toBe('applied');
    expect(
      await exchange.query(
        `SELECT o.code, o.name, v.code AS value, v.name AS valueName
         FROM options o JOIN option_values v ON v.option_id = o.id WHERE o.code = 'scent'`,
      ),
    ).toEqual([{ code: 'scent', name: 'Scent', value: 'sea-breeze', valueName: 'Sea Breeze' }]);
    expect(await variants('candle')).toEqual([
      expect.objectContaining({ name: 'Sea Breeze', status: 'draft', available: null }),
    ]);
  });

  it('gives a new value a code without accents', async () => {
    const csv = 'product_slug,product_name,sku,option:scent,price\ncake,Cake,CAKE-1,Crème brûlée,5\n';
    expect((await exchange.import(csv, { createOptions: true })).status).toBe('applied');
    expect(await exchange.query("SELECT code FROM option_values WHERE name = 'Crème brûlée'")).toEqual([
      { code: 'creme-brulee' },
    ]);
  });

  it('takes a value that somebody else is making at the same moment', async () => {
    const isAdded = Promise.withResolvers<undefined>();
    const mayCommit = Promise.withResolvers<undefined>();
    const other = exchange.unitOfWork.run(async () => {
      const options = exchange.of(Options);
      const scent = (await options.all()).find(({ code }) => code === 'scent')!;
      scent.addValue({ code: 'pine', name: 'Pine' });
      await options.save(scent);
      isAdded.resolve(undefined);
      await mayCommit.promise;
    });
    await isAdded.promise;
    const csv = 'product_slug,product_name,sku,option:scent,price\nsoap,Soap,SOAP-1,Pine,5\n';
    const importing = exchange.import(csv, { createOptions: true });
    await sleep(500);
    mayCommit.resolve(undefined);
    await other;
    expect((await importing).status).toBe('applied');
  });
});

describe('importing a product that is there', () => {
  beforeAll(async () => {
    const rows = [`rope,Rope,Holds.,${category},published,ROPE-S,s,10,8,5`, 'rope,,,,,ROPE-M,m,12,,5'];
    await exchange.import([header, ...rows].join('\n'));
  });

  it('changes what is said and nothing else', async () => {
    const [before] = await variants('rope');
    const done = await exchange.import('product_slug,product_name,sku,price,stock\nrope,,ROPE-S,11.50,\n');
    expect(done.products).toEqual({ created: 0, changed: 1, unchanged: 0 });
    const [small, medium] = await variants('rope');
    expect(small).toEqual({ ...before, price: 1_150, version: before!.version + 1 });
    expect(medium).toMatchObject({ price: 1_200, available: 5 });
  });

  it('changes nothing, not even the version, when nothing is different', async () => {
    const before = await variants('rope');
    const changesOfTheShop = "SELECT COUNT(*) AS n FROM audit_log WHERE subject_type <> 'import'";
    const audited = await exchange.count(changesOfTheShop);
    const done = await exchange.import(
      [header, `rope,Rope,,${category},published,ROPE-S,S,11.5,8.00,5`].join('\n'),
    );
    expect(done.products).toEqual({ created: 0, changed: 0, unchanged: 1 });
    expect(await variants('rope')).toEqual(before);
    expect(await exchange.count(changesOfTheShop)).toBe(audited);
  });

  it('takes away what a hyphen stands for', async () => {
    const done = await exchange.import([header, 'rope,,-,,,ROPE-S,,,-,'].join('\n'));
    expect(await exchange.errors(done.id)).toEqual([]);
    expect((await variants('rope'))[0]).toMatchObject({ description: '', sale: null });
  });

  it('changes the product alone by a row without a SKU', async () => {
    await exchange.import([header, 'rope,Climbing rope,,,draft,,,,,'].join('\n'));
    expect((await variants('rope'))[0]).toMatchObject({ product: 'Climbing rope', status: 'draft' });
  });

  it('adds variants behind those that are there', async () => {
    await exchange.import([header, 'rope,,,,,ROPE-L,l,14,,3'].join('\n'));
    expect((await variants('rope')).map(({ sku, available }) => [sku, available])).toEqual([
      ['ROPE-S', 5],
      ['ROPE-M', 5],
      ['ROPE-L', 3],
    ]);
  });

  it('writes who has changed what, from what to what, and by which import', async () => {
    const done = await exchange.import([header, 'rope,,,,,ROPE-M,,13,,9'].join('\n'));
    const rows = await exchange.query<{
      actor: string;
      action: string;
      before_state: string;
      after_state: string;
    }>('SELECT actor, action, before_state, after_state FROM audit_log ORDER BY id DESC LIMIT 2');
    const product = rows.find(({ action }) => action === 'catalog.change-product');
    expect(product?.actor).toBe(staff);
    expect(JSON.parse(product!.before_state)).toMatchObject({
      'variants.ROPE-M': { price: { amount: 1_200 } },
    });
    expect(JSON.parse(product!.after_state)).toMatchObject({
      reason: `import ${done.id}`,
      'variants.ROPE-M': { price: { amount: 1_300 } },
    });
    const stock = rows.find(({ action }) => action === 'inventory.set-stocks');
    expect(Object.values(JSON.parse(stock!.before_state) as object)).toEqual([5]);
    expect(Object.values(JSON.parse(stock!.after_state) as object)).toEqual([9]);
    const [movement] = await exchange.query(
      `SELECT m.kind, m.quantity, m.actor, m.reason FROM stock_movements m JOIN variants v ON v.id = m.variant_id
       WHERE v.sku = 'ROPE-M' ORDER BY m.id DESC LIMIT 1`,
    );
    expect(movement).toEqual({ kind: 'adjusted', quantity: 4, actor: staff, reason: `import ${done.id}` });
  });

  it('tells of stock that has reached another level by one event for all of them', async () => {
    await exchange.query("DELETE FROM outbox WHERE type LIKE 'inventory.%'");
    await exchange.import(
      [header, 'rope,,,,,ROPE-S,,,,0', 'rope,,,,,ROPE-M,,,,10', 'rope,,,,,ROPE-L,,,,50'].join('\n'),
    );
    const events = await exchange.query<{ payload: string }>(
      "SELECT payload FROM outbox WHERE type = 'inventory.stocks-changed'",
    );
    const levels = events.map(
      ({ payload }) => (JSON.parse(payload) as { changes: { available: number }[] }).changes,
    );
    expect(levels.map((changes) => changes.map(({ available }) => available).sort())).toEqual([[0, 50]]);
    expect(
      await exchange.count("SELECT COUNT(*) AS n FROM outbox WHERE type = 'inventory.stock-changed'"),
    ).toBe(0);
  });

  it('leaves what orders hold alone: stock is what can be sold on top of it', async () => {
    const [row] = await exchange.query<{ id: string }>(
      "SELECT LOWER(CONCAT_WS('-', SUBSTR(HEX(id), 1, 8), SUBSTR(HEX(id), 9, 4), SUBSTR(HEX(id), 13, 4), SUBSTR(HEX(id), 17, 4), SUBSTR(HEX(id), 21))) AS id FROM variants WHERE sku = 'ROPE-M'",
    );
    await exchange.inventory.reserve({
      orderId: row!.id,
      lines: [{ variantId: row!.id, quantity: 4 }],
      minutes: 5,
    });
    await exchange.import([header, 'rope,,,,,ROPE-M,,,,20'].join('\n'));
    const [stock] = await exchange.query(
      "SELECT s.available, s.reserved FROM stock s JOIN variants v ON v.id = s.variant_id WHERE v.sku = 'ROPE-M'",
    );
    expect(stock).toEqual({ available: 20, reserved: 4 });
  });

  it('refuses to bring an archived variant back by the way', async () => {
    await exchange.query("UPDATE variants SET archived_at = UTC_TIMESTAMP(3) WHERE sku = 'ROPE-L'");
    const done = await exchange.import([header, 'rope,,,,,ROPE-L,,1,,'].join('\n'));
    expect(await exchange.errors(done.id)).toEqual(['2 sku archived']);
  });
});

describe('the example of the documentation', () => {
  it('fits the sample shop', async () => {
    const csv = await readFile(new URL('../../../docs/examples/products.csv', import.meta.url));
    const done = await exchange.import(csv);
    expect(await exchange.errors(done.id)).toEqual([]);
    expect(done).toMatchObject({ status: 'applied', products: { created: 2 } });
    expect((await variants('beacon-tee')).map(({ name, sale }) => [name, sale])).toEqual([
      ['Moss / S', null],
      ['Moss / M', 1_900],
      ['Ocean / M', null],
    ]);
  });
});
