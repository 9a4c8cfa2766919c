import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import mysql from 'mysql2/promise';
import { startContext, type TestContext } from '../../support/platform.js';
import { TshirtshopModule } from '#exchange';
import { testServerUrl } from '../../support/database.js';
import {
  differences,
  everything,
  imports,
  openShop,
  scratchSchemas,
  smallDump,
} from './tshirtshop.fixtures.js';

let shop: TestContext;
let before: Record<string, string>;

beforeAll(async () => {
  shop = await openShop();
  before = await everything(shop);
});

afterAll(() => shop.close());

describe('a dump that reaches for more than its own tables', () => {
  const ours = (): string => shop.database.name;
  const attacks: readonly [string, () => string][] = [
    ['drops a table of ours', () => 'DROP TABLE products;'],
    ['goes over to our schema first', () => `USE ${ours()}; DROP TABLE products;`],
    ['names our schema', () => `DROP TABLE IF EXISTS ${ours()}.products;`],
    ['writes into ours', () => `INSERT INTO ${ours()}.tax VALUES (1, 'x', 1);`],
    [
      'reads from ours',
      () => `INSERT INTO tax (tax_id, tax_type) SELECT c.id, c.email FROM ${ours()}.customers c;`,
    ],
    [
      'reads from ours in a value',
      () => `INSERT INTO tax VALUES (9, (SELECT email FROM ${ours()}.customers LIMIT 1), 1);`,
    ],
    [
      'reads from ours by an alias that is called like it',
      () =>
        `INSERT INTO tax (tax_id, tax_type) SELECT 9, email FROM review AS ${ours()} STRAIGHT_JOIN ${ours()}.customers;`,
    ],
    ['hides it in a comment that servers carry out', () => `/*!50000 DROP TABLE ${ours()}.products */;`],
    ['hides it behind a string', () => "INSERT INTO tax VALUES (9, 'x\\'', 1); DELETE FROM products; -- ');"],
    ['reads a file', () => "INSERT INTO tax VALUES (9, LOAD_FILE('/etc/hostname'), 1);"],
    ['writes a file', () => "SELECT 1 INTO OUTFILE '/tmp/tradepost-test-outfile';"],
    ['makes an account', () => "CREATE USER intruder IDENTIFIED BY 'x';"],
  ];

  it.each(attacks)('is refused when it %s, and nothing has happened', async (_, attack) => {
    await expect(imports(shop, `${smallDump}\n${attack()}`)).rejects.toThrow(
      /^Line \d+: .*Nothing of the file/,
    );
    expect(differences(before, await everything(shop))).toEqual([]);
    expect(await scratchSchemas(shop)).toEqual([]);
  });

  it('meets nothing but the scratch schema with what is skipped', async () => {
    const text = `DROP DATABASE IF EXISTS ${ours()}; USE ${ours()};\n${smallDump}`;
    const report = await imports(shop, text, { dryRun: true });
    expect(report.statements.skipped).toMatchObject({
      'statements about the database of the dump (CREATE, ALTER, DROP, USE)': 4,
    });
    expect(differences(before, await everything(shop))).toEqual([]);
  });
});

describe('a dump that the database can not take', () => {
  it('is refused by its line, and the scratch schema is gone', async () => {
    const text = `${smallDump}\nINSERT INTO tax VALUES (1, 'There is one already', 1);`;
    await expect(imports(shop, text)).rejects.toThrow(
      /^Line \d+: the database does not take it: Duplicate entry/,
    );
    expect(await scratchSchemas(shop)).toEqual([]);
  });

  it('is refused when rows have no key, by which they are read page by page', async () => {
    const row = "(1, '2020-01-01', 'x', 1)";
    const text = smallDump
      .replace('`audit_id` INT NOT NULL AUTO_INCREMENT', '`audit_id` INT NULL')
      .replace('PRIMARY KEY (`audit_id`),', '')
      .concat(`\nINSERT INTO audit (order_id, created_on, message, code) VALUES ${row};`);
    await expect(imports(shop, text)).rejects.toThrow('rows of audit have no audit_id');
    expect(differences(before, await everything(shop))).toEqual([]);
  });

  it('is refused when a table lacks a column that is needed', async () => {
    const text = smallDump.replace(
      '`tax_percentage` NUMERIC(10, 2) NOT NULL',
      '`percentage` NUMERIC(10, 2) NOT NULL',
    );
    await expect(imports(shop, text)).rejects.toThrow('its tables do not have tax.tax_percentage');
    expect(differences(before, await everything(shop))).toEqual([]);
  });
});

describe('the scratch schema', () => {
  const prefix = (): string => `${shop.database.name.slice(0, 36)}_import_`;

  it('of an import that was killed is dropped by the next, other schemas are not', async () => {
    const left = `${prefix()}lz1abcd2_0123abcd`;
    const other = `${prefix()}of_mine`;
    await shop.database.query(`CREATE DATABASE ${left}`);
    await shop.database.query(`CREATE DATABASE ${other}`);
    await imports(shop, smallDump, { dryRun: true });
    expect(await scratchSchemas(shop)).toEqual([other]);
    await shop.database.query(`DROP DATABASE ${other}`);
  });

  it('is for one import at a time', async () => {
    const server = await mysql.createConnection(testServerUrl().replace(/^mariadb:/, 'mysql:'));
    await server.query('SELECT GET_LOCK(?, 0)', [`${prefix()}lock`.slice(-64)]);
    await expect(imports(shop, smallDump)).rejects.toThrow('Another import of a tshirtshop is running');
    await server.end();
  });

  it('needs a right, which is named if it is missing', async () => {
    const server = await mysql.createConnection(testServerUrl().replace(/^mariadb:/, 'mysql:'));
    const account = `t_${shop.database.name.slice(-8)}`;
    await server.query(`CREATE USER '${account}'@'%' IDENTIFIED BY 'only-for-this-test'`);
    await server.query(`GRANT ALL PRIVILEGES ON \`${shop.database.name}\`.* TO '${account}'@'%'`);
    const url = new URL(shop.database.url);
    url.username = account;
    url.password = 'only-for-this-test';
    const limited = await startContext({ imports: [TshirtshopModule] }, { DATABASE_ADMIN_URL: url.href });
    try {
      await expect(imports(limited, smallDump)).rejects.toThrow(
        /may not make a schema to load the dump into.*GRANT ALL PRIVILEGES ON `.*\\_import\\_%`\.\* TO 't_/,
      );
    } finally {
      await limited.close();
      await server.query(`DROP USER '${account}'@'%'`);
      await server.end();
    }
  });
});
