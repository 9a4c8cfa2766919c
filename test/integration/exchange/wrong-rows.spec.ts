import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TestExchange } from './support.js';

let exchange: TestExchange;

beforeAll(async () => {
  exchange = await TestExchange.open();
});
afterAll(() => exchange.close());

const header = 'product_slug,product_name,categories,status,sku,option:size,price,sale_price,stock';

async function nothingWasApplied(slug: string): Promise<void> {
  expect(await exchange.count('SELECT COUNT(*) AS n FROM products WHERE slug LIKE ?', [`${slug}%`])).toBe(0);
}

/** The errors of a file, and none of its products in the shop. */
async function errorsOf(rows: string[], columns = header): Promise<string[]> {
  const done = await exchange.import([columns, ...rows].join('\n'));
  expect(done.status).toBe('refused');
  const errors = await exchange.errors(done.id);
  expect(done.errors).toBe(errors.length);
  await nothingWasApplied('wrong');
  return errors;
}

describe('a file with a wrong row', () => {
  it('is not applied at all, and says which row and which column', async () => {
    const done = await exchange.import(
      [
        header,
        'wrong-tent,Tent,nowhere,published,WT-1,s,199.99,,7',
        'wrong-lamp,Lamp,bags,published,WL-1,s,1o.50,,many',
      ].join('\n'),
    );
    expect(done).toMatchObject({ status: 'refused', rows: 2, checked: 2, applied: 0 });
    expect(await exchange.errors(done.id)).toEqual(['2 categories exists', '3 price money', '3 stock stock']);
    await nothingWasApplied('wrong');
  });

  it.each([
    ['a cell too few', 'wrong-a,A,,,W-A,s,1', '2  cell-count'],
    ['no slug', ',A,,,W-A,s,1,,', '2 product_slug required'],
    ['a slug in capitals', 'Wrong-A,A,,,W-A,s,1,,', '2 product_slug matches'],
    ['a slug that no page can have', 'wrong--a,A,,,W-A,s,1,,', '2 product_slug matches'],
    ['a SKU with blanks', 'wrong-a,A,,,W A,s,1,,', '2 sku matches'],
    ['a SKU in small letters', 'wrong-a,A,,,w-a,s,1,,', '2 sku matches'],
    ['no name', 'wrong-a,,,,W-A,s,1,,', '2 product_name required'],
    ['a name of 201 characters', `wrong-a,${'x'.repeat(201)},,,W-A,s,1,,`, '2 product_name max-length'],
    ['no price', 'wrong-a,A,,,W-A,s,,,', '2 price required'],
    ['a price of nothing', 'wrong-a,A,,,W-A,s,0.00,,', '2 price positive'],
    ['a price below zero', 'wrong-a,A,,,W-A,s,-5,,', '2 price money'],
    ['a price with a comma', 'wrong-a,A,,,W-A,s,"1,99",,', '2 price money'],
    ['a price with too many digits', 'wrong-a,A,,,W-A,s,1.999,,', '2 price money'],
    ['a price beyond counting', 'wrong-a,A,,,W-A,s,99999999999999999999,,', '2 price money'],
    ['a sale that is dearer', 'wrong-a,A,,,W-A,s,5,6,', '2 sale_price below-price'],
    ['half a piece', 'wrong-a,A,,,W-A,s,5,,1.5', '2 stock stock'],
    ['a status that is none', 'wrong-a,A,,sold,W-A,s,5,,', '2 status is-in'],
    ['a size that is not known', 'wrong-a,A,,,W-A,gigantic,5,,', '2 option:size unknown-option-value'],
    ['a category that is not known', 'wrong-a,A,nowhere,,W-A,s,5,,', '2 categories exists'],
    ['nothing to stand on', 'wrong-a,A,,published,W-A,s,5,,', '2 categories not-empty'],
    ['a price but no SKU', 'wrong-a,A,,,,,5,,', '2 sku required'],
    ['a NUL', 'wrong-a,A\0,,,W-A,s,5,,', '2 product_name nul'],
  ])('is refused for %s', async (_what, row, error) => {
    expect(await errorsOf([row])).toContain(error);
  });

  it('is refused for a swap of option values, which takes two files', async () => {
    const columns = 'product_slug,product_name,sku,option:size,price';
    const file = (...sizes: string[]): string =>
      [columns, ...sizes.map((size, n) => `swap,Swap,SWAP-${String(n)},${size},5`)].join('\n');
    expect((await exchange.import(file('s', 'm'))).status).toBe('applied');
    const { id, status } = await exchange.import(file('m', 's'));
    expect(status).toBe('refused');
    expect(await exchange.errors(id)).toEqual(['2 sku choices']);
    expect((await exchange.import(file('xl', 's'))).status).toBe('applied');
    expect((await exchange.import(file('m', 's'))).status).toBe('applied');
  });

  it('is refused for a product that is too large to be held at once', async () => {
    const text = 'x'.repeat(19_000);
    const rows = Array.from({ length: 900 }, (_, n) => `wrong-large,"${text}",W-${String(n)},5`);
    const done = await exchange.import(
      ['product_slug,description,sku,price', 'aaa,,A-A,1', ...rows, 'zzz,,Z-Z,1'].join('\n'),
    );
    expect(done).toMatchObject({ status: 'refused', rows: 902, checked: 902, progress: 100 });
    expect(await exchange.errors(done.id)).toEqual([
      '2 product_name required',
      '3 product_slug too-large-product',
      '903 product_name required',
    ]);
  });

  it('is refused for bytes that are no UTF-8', async () => {
    const csv = Buffer.concat([
      Buffer.from(`${header}\nwrong-a,`),
      Buffer.from([0xe9]),
      Buffer.from(',,,W-A,s,5,,\n'),
    ]);
    const done = await exchange.import(csv);
    expect(await exchange.errors(done.id)).toEqual(['2 product_name encoding']);
  });

  it('counts lines as an editor does, over quoted lines and empty ones', async () => {
    const csv = [
      header,
      'wrong-a,"A\r\nB\r\nC",,,W-A,s,5,,',
      '',
      'wrong-b,B,,,W-B,s,?,,',
      'wrong-c,C,,,W-C,s,?,,',
    ];
    const done = await exchange.import(csv.join('\r\n'));
    expect(await exchange.errors(done.id)).toEqual(['6 price money', '7 price money']);
  });

  it('is refused where two rows of a product say two things of it, at the later one', async () => {
    expect(
      await errorsOf(['wrong-a,A,,,W-A,s,5,,', 'wrong-b,B,,,W-B,s,5,,', 'wrong-a,Another,,,W-A2,m,5,,']),
    ).toEqual(['4 product_name contradiction']);
  });

  it('is refused for a SKU that stands in two rows, of one product or of two', async () => {
    expect(
      await errorsOf(['wrong-a,A,,,W-A,s,5,,', 'wrong-a,,,,W-A,m,5,,', 'wrong-b,B,,,W-A,l,5,,']),
    ).toEqual(expect.arrayContaining(['3 sku repeated', '4 sku repeated']));
  });

  it('is refused for variants that do not differ', async () => {
    expect(await errorsOf(['wrong-a,A,,,W-A,s,5,,', 'wrong-a,,,,W-A2,s,5,,'])).toEqual(['3 sku choices']);
  });

  it("is refused for another product's SKU", async () => {
    const [taken] = await exchange.query<{ sku: string }>('SELECT sku FROM variants LIMIT 1');
    expect(await errorsOf([`wrong-a,A,,,${taken!.sku},s,5,,`])).toEqual(['2 sku taken']);
  });

  it('is refused for dates that are none', async () => {
    const columns = 'product_slug,product_name,sku,price,sale_price,sale_starts_at,sale_ends_at';
    expect(
      await errorsOf(
        [
          'wrong-a,A,W-A,5,4,2026-02-30,',
          'wrong-b,B,W-B,5,4,tomorrow,',
          'wrong-c,C,W-C,5,4,2026-11-27T00:00:00Z,2026-11-26',
          'wrong-d,D,W-D,5,,2026-11-27,',
          // In UTC it is the year 10000, which the database does not have.
          'wrong-e,E,W-E,5,4,,9999-12-31T23:00:00-05:00',
        ],
        columns,
      ),
    ).toEqual([
      '2 sale_starts_at date',
      '3 sale_starts_at date',
      '4 sale_ends_at after-start',
      '5 sale_price required',
      '6 sale_ends_at date',
    ]);
  });

  it('keeps a thousand errors and counts all', async () => {
    const rows = Array.from({ length: 1_300 }, (_, n) => `wrong-${String(n)},,,,W-${String(n)},s,5,,`);
    const done = await exchange.import([header, ...rows].join('\n'));
    expect(done).toMatchObject({ status: 'refused', errors: 1_300 });
    expect(
      await exchange.count('SELECT COUNT(*) AS n FROM import_errors WHERE HEX(import_id) = ?', [
        done.id.replaceAll('-', ''),
      ]),
    ).toBe(1_000);
  });

  it('is refused for a product of more rows than a batch can hold', async () => {
    const rows = Array.from({ length: 1_100 }, (_, n) => `wrong-a,A,,,W-${String(n)},s,5,,`);
    const done = await exchange.import([header, ...rows].join('\n'));
    expect(await exchange.errors(done.id)).toContain('1002 product_slug too-many-rows');
    expect(done).toMatchObject({ status: 'refused', applied: 0 });
  });
});

describe('a file that can not be taken in', () => {
  async function refusal(csv: string | Uint8Array): Promise<{ code: string; fields: string[] }> {
    const imports = await exchange.count('SELECT COUNT(*) AS n FROM imports');
    const error = await exchange.stage(csv).then(
      () => {
        throw new Error('It was taken in.');
      },
      (refused: unknown) => refused as { code: string; details: { field: string; code: string }[] },
    );
    // Nothing of it is left behind.
    expect(await exchange.count('SELECT COUNT(*) AS n FROM imports')).toBe(imports);
    return { code: error.code, fields: error.details.map(({ field, code }) => `${field} ${code}`) };
  }

  it.each([
    [
      'of columns that nobody knows',
      'product_slug,sku,colour,Price\n',
      ['colour unknown-column', 'Price unknown-column'],
    ],
    [
      'of columns that are missing',
      'product_name,price\n',
      ['product_slug missing-column', 'sku missing-column'],
    ],
    ['of a column that is there twice', 'product_slug,sku,price,sku\n', ['sku repeated-column']],
    ['of an option without a code', 'product_slug,sku,option:\n', ['option: unknown-column']],
    ['that is empty', '', ['product_slug missing-column', 'sku missing-column']],
  ])('because %s is told so by name', async (_what, csv, fields) => {
    expect(await refusal(csv)).toEqual({ code: 'exchange.wrong-columns', fields });
  });

  it('with semicolons is told to use commas', async () => {
    await expect(exchange.stage('product_slug;sku;price\na;A;1\n')).rejects.toThrow('separated by commas');
  });

  it('without rows is refused', async () => {
    expect((await refusal(`${header}\n`)).code).toBe('exchange.empty-file');
  });

  it('is refused from the line on where it is no CSV, whatever came before', async () => {
    const rows = Array.from({ length: 700 }, (_, n) => `wrong-${String(n)},A,,,W-${String(n)},s,5,,`);
    const open = [header, ...rows, 'wrong-x,"never closed,,,W-X,s,5,,', 'wrong-y,Y,,,W-Y,s,5,,'];
    expect(await refusal(open.join('\n'))).toEqual({
      code: 'exchange.malformed-csv',
      fields: ['line 702 malformed'],
    });
    expect((await refusal([header, 'wrong-x,a "quote" inside,,,W-X,s,5,,'].join('\n'))).fields).toEqual([
      'line 2 malformed',
    ]);
    expect(
      (await refusal([header, `wrong-x,"${'x'.repeat(200_000)}",,,W-X,s,5,,`].join('\n'))).fields,
    ).toEqual(['line 2 malformed']);
  });

  it('with stock is refused to those who may not change the stock', async () => {
    const csv = `${header}\nwrong-a,A,,,W-A,s,5,,1\n`;
    await expect(exchange.stage(csv, { mayChangeStock: false })).rejects.toMatchObject({
      code: 'exchange.stock-not-allowed',
      kind: 'forbidden',
    });
  });
});
