import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { InventoryFacade } from '#inventory';
import { TestExchange } from './support.js';

let exchange: TestExchange;

beforeAll(async () => {
  exchange = await TestExchange.open();
});
afterAll(() => exchange.close());

/** Enough products for three batches. */
function file(prefix: string, { products = 600, price = '5' } = {}): string {
  const rows = Array.from({ length: products }, (_, n) => {
    const slug = `${prefix}-${String(n).padStart(4, '0')}`;
    return `${slug},Product ${String(n)},${slug.toUpperCase()},${price},3`;
  });
  return ['product_slug,product_name,sku,price,stock', ...rows].join('\n');
}

function products(prefix: string): Promise<number> {
  return exchange.count('SELECT COUNT(*) AS n FROM products WHERE slug LIKE ?', [`${prefix}-%`]);
}

function received(prefix: string): Promise<number> {
  return exchange.count(
    "SELECT COUNT(*) AS n FROM stock_movements m JOIN variants v ON v.id = m.variant_id WHERE v.sku LIKE ? AND m.kind = 'received'",
    [`${prefix.toUpperCase()}-%`],
  );
}

describe('an import that is interrupted', () => {
  it('goes on where it stopped, and does nothing twice', async () => {
    const id = await exchange.stage(file('stop'));
    let batches = 0;
    // staged → checking, three batches checked and the end of them found, one applied.
    expect(await exchange.run(id, () => (batches += 1) <= 6)).toBe('interrupted');
    expect(await exchange.find(id)).toMatchObject({ status: 'applying', applied: 250 });
    expect(await products('stop')).toBe(250);
    expect(await exchange.run(id)).toBe('done');
    expect(await exchange.find(id)).toMatchObject({
      status: 'applied',
      applied: 600,
      products: { created: 600, changed: 0, unchanged: 0 },
    });
    expect(await received('stop')).toBe(600);
    expect(await exchange.run(id)).toBe('done');
    expect(await received('stop')).toBe(600);
  });

  it('loses the batch that it died in, whole, and makes it again', async () => {
    const id = await exchange.stage(file('die'));
    const inventory = exchange.of(InventoryFacade);
    const setStocks = jest.spyOn(inventory, 'setStocks');
    setStocks.mockImplementationOnce((lines, reason, actor) => {
      setStocks.mockRejectedValueOnce(new Error('died on purpose'));
      return InventoryFacade.prototype.setStocks.call(inventory, lines, reason, actor);
    });
    await expect(exchange.run(id)).rejects.toThrow('on purpose');
    setStocks.mockRestore();
    expect(await products('die')).toBe(250);
    expect(await received('die')).toBe(250);
    expect((await exchange.find(id)).applied).toBe(250);
    await exchange.run(id);
    expect(await products('die')).toBe(600);
    expect(await received('die')).toBe(600);
  });

  it('is run by one of two workers that are given it at once', async () => {
    const id = await exchange.stage(file('both', { products: 300 }));
    const ends = await Promise.all([exchange.run(id), exchange.run(id)]);
    expect(ends.sort()).toEqual(['done', 'elsewhere']);
    expect(await products('both')).toBe(300);
    expect(await received('both')).toBe(300);
  });
});

describe('a file of long texts', () => {
  it('is stored and applied in pieces that a server takes', async () => {
    const text = '"é\\\n'.repeat(3_000).replaceAll('"', '""');
    const rows = Array.from(
      { length: 400 },
      (_, n) => `long-${String(n)},Long,"${text}",LONG-${String(n)},${String(n + 1)}`,
    );
    const done = await exchange.import(
      ['product_slug,product_name,description,sku,price', ...rows].join('\n'),
    );
    expect(done).toMatchObject({ status: 'applied', applied: 400 });
    const [row] = await exchange.query<{ description: string }>(
      "SELECT description FROM products WHERE slug = 'long-399'",
    );
    expect(row?.description).toBe('"é\\\n'.repeat(3_000));
  });
});

describe('a dry run', () => {
  it('leaves everything but the report, and can be applied later', async () => {
    const done = await exchange.import(file('dry', { products: 10 }), { apply: false });
    expect(done).toMatchObject({ status: 'checked', progress: 100, checked: 10, applied: 0, errors: 0 });
    expect(await products('dry')).toBe(0);
    await exchange.apply(done.id as never);
    await exchange.run(done.id as never);
    expect(await exchange.find(done.id)).toMatchObject({ status: 'applied', apply: true, applied: 10 });
    expect(await products('dry')).toBe(10);
    await expect(exchange.apply(done.id as never)).rejects.toMatchObject({
      code: 'exchange.import-status-refused',
    });
  });

  it('that has become wrong by then is refused as a whole', async () => {
    const done = await exchange.import(file('stale', { products: 10 }), { apply: false });
    await exchange.import('product_slug,product_name,sku,price\nother,Other,STALE-0005,1\n');
    await exchange.apply(done.id as never);
    await exchange.run(done.id as never);
    expect(await exchange.find(done.id)).toMatchObject({ status: 'refused', applied: 0 });
    expect(await exchange.errors(done.id)).toEqual(['7 sku taken']);
    expect(await products('stale')).toBe(0);
  });

  it('with errors can not be applied', async () => {
    const done = await exchange.import('product_slug,sku,price\nno-name,NN,1\n', { apply: false });
    expect(done.status).toBe('refused');
    await expect(exchange.apply(done.id as never)).rejects.toMatchObject({ kind: 'conflict' });
  });
});

describe('a shop that changes under an application', () => {
  it('stops it with the line that does not fit any more, and lets it go on once that is mended', async () => {
    const id = await exchange.stage(file('clash'));
    let batches = 0;
    await exchange.run(id, () => (batches += 1) <= 6);
    await exchange.import('product_slug,product_name,sku,price\nthief,Thief,CLASH-0400,1\n');
    await exchange.run(id);
    expect(await exchange.find(id)).toMatchObject({ status: 'stopped', applied: 250, errors: 1 });
    expect(await exchange.errors(id)).toEqual(['402 sku taken']);
    await exchange.query("UPDATE variants SET sku = 'GIVEN-BACK' WHERE sku = 'CLASH-0400'");
    await exchange.apply(id);
    await exchange.run(id);
    expect(await exchange.find(id)).toMatchObject({ status: 'applied', applied: 600, errors: 0 });
    expect(await products('clash')).toBe(600);
  });

  it('lets two imports of the same products through, one behind the other', async () => {
    const ids = [await exchange.stage(file('twin')), await exchange.stage(file('twin', { price: '6' }))];
    await Promise.all(ids.map((id) => exchange.run(id)));
    const done = await Promise.all(ids.map((id) => exchange.find(id)));
    expect(done.map(({ status }) => status)).toEqual(['applied', 'applied']);
    expect(await products('twin')).toBe(600);
    expect(done.reduce((sum, { products: { created } }) => sum + created, 0)).toBe(600);
  });
});

describe('an import that is cancelled', () => {
  it('is not run any more', async () => {
    const id = await exchange.stage(file('never', { products: 5 }));
    await exchange.cancel(id);
    await exchange.cancel(id);
    expect(await exchange.run(id)).toBe('done');
    expect((await exchange.find(id)).status).toBe('cancelled');
    expect(await products('never')).toBe(0);
  });

  it('stops between two batches of its check', async () => {
    const id = await exchange.stage(file('half'));
    let batches = 0;
    await exchange.run(id, () => (batches += 1) <= 2);
    await exchange.cancel(id);
    await exchange.run(id);
    expect(await products('half')).toBe(0);
  });

  it('stops between two batches of its application, from where it can go on', async () => {
    const id = await exchange.stage(file('late'));
    await exchange.runIntoApplication(id);
    await exchange.cancel(id);
    expect(await exchange.run(id)).toBe('done');
    expect(await exchange.find(id)).toMatchObject({ status: 'stopped', applied: 250, errors: 0 });
    expect(await products('late')).toBe(250);
    await exchange.apply(id);
    await exchange.run(id);
    expect(await exchange.find(id)).toMatchObject({ status: 'applied', applied: 600 });
    await expect(exchange.cancel(id)).rejects.toMatchObject({ code: 'exchange.import-status-refused' });
  });
});

describe('old imports', () => {
  it('go with their rows and errors after a week, unless they are being applied', async () => {
    const old = await exchange.import('product_slug,sku,price\nold-one,OLD-1,x\n');
    const fresh = await exchange.import('product_slug,sku,price\nold-two,OLD-2,x\n');
    const applying = await exchange.stage(file('slow'));
    let batches = 0;
    await exchange.run(applying, () => (batches += 1) <= 6);
    const age = 'UPDATE imports SET updated_at = UTC_TIMESTAMP(3) - INTERVAL 8 DAY WHERE HEX(id) = ?';
    for (const id of [old.id, applying]) await exchange.query(age, [id.replaceAll('-', '')]);
    expect(await exchange.deleteOld()).toBe(1);
    await expect(exchange.find(old.id)).rejects.toMatchObject({ code: 'exchange.import-not-found' });
    expect((await exchange.find(fresh.id)).status).toBe('refused');
    expect((await exchange.find(applying)).status).toBe('applying');
    const left = await exchange.count('SELECT COUNT(*) AS n FROM import_errors WHERE HEX(import_id) = ?', [
      old.id.replaceAll('-', ''),
    ]);
    expect(left).toBe(0);
  });

  it('of an upload whose process has died go after some hours', async () => {
    const id = await exchange.stage(file('dead', { products: 2 }));
    await exchange.query(
      "UPDATE imports SET status = 'staging', updated_at = UTC_TIMESTAMP(3) - INTERVAL 7 HOUR WHERE HEX(id) = ?",
      [id.replaceAll('-', '')],
    );
    expect(await exchange.deleteOld()).toBe(1);
  });
});
