import { describe, expect, it } from '@jest/globals';
import { DumpRefused } from './dump.errors.js';
import { planOf, type PlannedStatement } from './dump-plan.js';
import { shopTables, type ShopTable } from './shop-tables.js';

const types: Readonly<Record<string, string>> = { rating: 'SMALLINT', credit_card: 'TEXT' };
const tables = (Object.entries(shopTables) as [ShopTable, readonly string[]][])
  .map(([table, columns]) => {
    const all = table === 'customer' ? [...columns, 'password', 'credit_card'] : columns;
    return `CREATE TABLE \`${table}\` (${all.map((name) => `\`${name}\` ${types[name] ?? 'VARCHAR(99)'}`).join(', ')}) ENGINE=MyISAM;`;
  })
  .join('\n');

function plan(text: string): PlannedStatement[] {
  return [...planOf(`${tables}\n${text}`)].slice(Object.keys(shopTables).length);
}

function sql(text: string): string[] {
  return plan(text).flatMap((statement) => ('sql' in statement ? [statement.sql] : []));
}

function skipped(text: string): string[] {
  return plan(text).flatMap((statement) => ('skipped' in statement ? [statement.skipped] : []));
}

describe('the rows of a dump', () => {
  it('keep their quotes, semicolons, backslashes and comment signs', () => {
    const [statement] = sql(
      String.raw`INSERT INTO attribute (attribute_id, name) VALUES (1, 'It''s; -- \'so\' /* here */ # \\ "x"'), (2, "a ""b"" 'c'");`,
    );
    expect(statement).toBe(
      String.raw`INSERT INTO ${'`attribute` (`attribute_id`, `name`)'} VALUES (1, 'It\'s; -- \'so\' /* here */ # \\ "x"'), (2, 'a "b" \'c\'')`,
    );
  });

  it('may be negative, nothing, hexadecimal, or marked by a character set', () => {
    expect(sql("INSERT INTO tax VALUES (-1, NULL, 8.50), (+2, _utf8mb4'x', 0x41);")).toEqual([
      "INSERT INTO `tax` (`tax_id`, `tax_type`, `tax_percentage`) VALUES (-1, NULL, 8.50), (+2, 'x', 0x41)",
    ]);
  });

  it('may be selected among the own tables, as the link table is', () => {
    expect(
      sql(
        'INSERT INTO product_attribute (product_id, attribute_value_id) SELECT p.product_id, `av`.`attribute_value_id` FROM product p, attribute_value av;',
      )[0],
    ).toContain('SELECT p . product_id , `av` . `attribute_value_id` FROM product p , attribute_value av');
  });

  it('leave card numbers and passwords behind, with a mark where there was one', () => {
    const [statement] = sql(
      "INSERT INTO customer (customer_id, name, credit_card, email, password) VALUES (1, 'Ada', '4242424242424242', 'ada@example.com', 'hash'), (2, 'Bob', NULL, 'bob@example.com', '');",
    );
    expect(statement).toContain(
      "(1, 'Ada', 'left out', 'ada@example.com', 'left out'), (2, 'Bob', NULL, 'bob@example.com', '')",
    );
    expect(statement).not.toContain('4242');
  });
});

describe('the tables of a dump', () => {
  it('are made anew with their columns and keys, on our engine and without text search', () => {
    const text = `CREATE TABLE IF NOT EXISTS \`tax\` (\`tax_id\` int(11) NOT NULL AUTO_INCREMENT, -- a comment; with signs
      \`tax_type\` varchar(100) DEFAULT 'a)b', tax_percentage decimal(10,2), PRIMARY KEY (\`tax_id\`), FULLTEXT KEY \`x\` (\`tax_type\`)
    ) ENGINE=MyISAM AUTO_INCREMENT=3 DEFAULT CHARSET=latin1 COLLATE=latin1_swedish_ci COMMENT='a;b';`;
    expect(sql(text)).toEqual([
      "CREATE TABLE IF NOT EXISTS `tax` (`tax_id` int ( 11 ) NOT NULL AUTO_INCREMENT, `tax_type` varchar ( 100 ) DEFAULT 'a)b', tax_percentage decimal ( 10 , 2 ), PRIMARY KEY ( `tax_id` )) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin",
    ]);
  });

  it.each(['(SLEEP(1000))', 'SLEEP(1000)', '-SLEEP(1000)', '1 - SLEEP(1000)', 'UUID()'])(
    'have no value that is computed where a row has none: %s',
    (value) => {
      const column = `tax_id VARCHAR(40) NOT NULL DEFAULT ${value}`;
      const problem = 'a default of a tshirtshop computes nothing';
      expect(() => plan(`CREATE TABLE tax (${column}, tax_type TEXT, tax_percentage TEXT);`)).toThrow(
        problem,
      );
      expect(() => plan(`ALTER TABLE tax MODIFY ${column}, ADD KEY one (tax_id);`)).toThrow(problem);
    },
  );

  it('may have the time of the row as a default', () => {
    const [statement] = sql(
      'CREATE TABLE tax (tax_id INT DEFAULT 0, tax_type TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE NOW(3), tax_percentage INT DEFAULT -1);',
    );
    expect(statement).toContain('DEFAULT CURRENT_TIMESTAMP ( 3 ) ON UPDATE NOW ( 3 )');
    expect(sql('ALTER TABLE tax MODIFY tax_id INT DEFAULT 0, ADD KEY one (tax_id);')).toHaveLength(1);
  });

  it('get keys that a program adds later', () => {
    expect(sql('ALTER TABLE `tax` ADD PRIMARY KEY (`tax_id`);')).toEqual([
      'ALTER TABLE `tax` ADD PRIMARY KEY ( `tax_id` )',
    ]);
  });
});

describe('what a dump has besides', () => {
  it('leaves out routines, whatever their delimiter and whatever they contain', () => {
    const text = `DELIMITER $$
      CREATE PROCEDURE one() BEGIN -- don't
        DELETE FROM product; DROP TABLE product; END$$
      CREATE DEFINER=\`root\`@\`localhost\` FUNCTION two() RETURNS INT RETURN 1$$
      DELIMITER ;
      /*!50003 CREATE*/ /*!50017 DEFINER=\`a\`@\`b\`*/ /*!50003 TRIGGER three AFTER INSERT ON tax FOR EACH ROW SET @x = 1 */;`;
    expect(skipped(text)).toEqual(['stored procedures', 'stored functions', 'triggers']);
    expect(sql(text)).toEqual([]);
  });

  it('leaves out what dump programs write around the rows', () => {
    const text = `/*!40101 SET NAMES utf8 */; SET @OLD_SQL_MODE=@@SQL_MODE; CREATE DATABASE /*!32312 IF NOT EXISTS*/ \`shop\`;
      USE \`shop\`; DROP TABLE IF EXISTS \`tax\`; LOCK TABLES \`tax\` WRITE; /*!40000 ALTER TABLE \`tax\` DISABLE KEYS */; UNLOCK TABLES; COMMIT;`;
    expect(sql(text)).toEqual([]);
    expect(skipped(text)).toHaveLength(9);
  });

  it('passes over what is meant for the client that reads the file, and knows where it ends', () => {
    const text = `/*M!999999\\- enable the sandbox mode */\n-- MariaDB dump 10.19\n${tables}
      ALTER DATABASE \`shop\` CHARACTER SET latin1; SET @@GLOBAL.GTID_PURGED=/*!80000 '+'*/ '';\n-- Dump completed on 2024-05-06  7:08:09\n`;
    const plans = [...planOf(text)];
    expect(plans.filter((statement) => 'sql' in statement)).toHaveLength(16);
    expect(plans.slice(16)).toEqual([
      { skipped: expect.stringContaining('the database of the dump') },
      { skipped: 'settings of the session' },
    ]);
  });

  it.each([
    'DROP TABLE products;',
    'DROP TABLE IF EXISTS tradepost.products;',
    'DROP TABLE IF EXISTS tax, orders2;',
    'TRUNCATE TABLE product;',
    'DELETE FROM product;',
    'UPDATE product SET price = 0;',
    'CREATE TABLE customers (id INT);',
    'CREATE TABLE tradepost.tax (tax_id INT);',
    'CREATE TABLE tax AS SELECT * FROM tradepost.customers;',
    "CREATE TABLE tax (tax_id INT) ENGINE=FEDERATED CONNECTION='mysql://elsewhere/db/t';",
    "CREATE TABLE tax (tax_id INT) DATA DIRECTORY='/tmp';",
    'CREATE TABLE tax (tax_id INT REFERENCES tradepost.orders (id));',
    'CREATE TABLE tax (tax_id INT DEFAULT (SELECT 1));',
    "INSERT INTO tradepost.tax VALUES (1, 'a', 1);",
    'INSERT INTO tax VALUES (1, (SELECT password_hash FROM tradepost.customers LIMIT 1), 2);',
    "INSERT INTO tax VALUES (1, LOAD_FILE('/etc/passwd'), 2);",
    'INSERT INTO tax VALUES (1, SLEEP(1000), 2);',
    "INSERT INTO tax VALUES (1, 'a', 2) ON DUPLICATE KEY UPDATE tax_id = 1;",
    'INSERT INTO tax (tax_id, tax_type) SELECT c.id, c.email FROM tradepost.customers c;',
    'INSERT INTO tax (tax_id, tax_type) SELECT tradepost.customers.id, 1 FROM tax, tradepost.customers;',
    'INSERT INTO tax (tax_id, tax_type) SELECT id, email FROM customers;',
    'INSERT INTO tax (tax_id) SELECT t.tax_id FROM tax t JOIN mysql.user u ON t.tax_id = u.x;',
    'INSERT INTO tax (tax_id, tax_type) SELECT 1, password FROM tax AS mysql STRAIGHT_JOIN mysql.user;',
    'INSERT INTO tax (tax_id) SELECT 1 FROM tax JOIN review AS mysql ON 1 = 1 STRAIGHT_JOIN mysql.user;',
    'INSERT INTO tax (tax_id) SELECT 1 FROM tax AS mysql some mysql.user;',
    "INSERT INTO tax (tax_id) SELECT t.tax_id FROM tax t INTO OUTFILE '/tmp/x';",
    'INSERT INTO customer (name) SELECT p.name FROM product p;',
    'ALTER TABLE tax RENAME TO tradepost.products;',
    "ALTER TABLE tax ADD KEY x (tax_id), ENGINE=FEDERATED CONNECTION='mysql://x/y';",
    "GRANT ALL PRIVILEGES ON *.* TO 'me'@'%';",
    "CREATE USER 'me'@'%' IDENTIFIED BY 'x';",
    "LOAD DATA LOCAL INFILE '/etc/passwd' INTO TABLE tax;",
    "SELECT * INTO OUTFILE '/tmp/x' FROM tax;",
    'CALL anything();',
    'SOURCE /tmp/other.sql;',
    '\\! rm -rf /tmp/x;',
    'RENAME TABLE tax TO tradepost.taxes;',
    '/*!50000 DROP TABLE products */;',
    'PREPARE x FROM "DROP TABLE products";',
    'REPLACE INTO tax VALUES (1, 2, 3);',
    "INSERT INTO tax VALUES (1, 'a');",
  ])('refuses %s', (statement) => {
    expect(() => plan(statement)).toThrow(DumpRefused);
  });
});

describe('a file that is no dump of a tshirtshop', () => {
  it('is refused with the tables that it lacks', () => {
    const without = tables.replace(/CREATE TABLE `(review|audit)`.*\n?/g, '');
    expect(() => [...planOf(without)]).toThrow('of its 16 tables it does not have audit, review');
    expect(() => [...planOf(tables.replace('`tax_type`', '`kind`'))]).toThrow('do not have tax.tax_type');
    expect(() => [...planOf('')]).toThrow('it has none of its 16 tables');
    expect(() => [...planOf('Dear reader,\nthis is no SQL.')]).toThrow(DumpRefused);
  });

  it.each([
    ["INSERT INTO tax VALUES (1, 'a", 'a string that begins here has no end'],
    ["INSERT INTO tax VALUES (1, 'a', 2),", 'has no end'],
    ['DELIMITER $$\nCREATE PROCEDURE one() BEGIN SELECT 1;', 'has no end'],
    ['/* a comment', 'a comment that begins here has no end'],
    ['/*!40101 SET NAMES utf8;', 'inside a comment'],
    ['INSERT INTO `tax', 'a name that begins here has no end'],
  ])('is refused when it is only half there: %s', (text, problem) => {
    expect(() => plan(text)).toThrow(problem);
  });

  it('is refused when a name goes on to its end, however long it is', () => {
    const name = 'x'.repeat(20_000_000);
    expect(() => plan(`INSERT INTO \`${name}`)).toThrow('a name that begins here has no end');
  });

  it('is refused when the dump program did not get to its end', () => {
    expect(() => [...planOf(`-- MySQL dump 10.13\n${tables}`)]).toThrow('only a part of a dump');
    expect(() => [
      ...planOf(`-- MySQL dump 10.13\n${tables}\n-- Dump completed on 2020-01-01\n`),
    ]).not.toThrow();
  });

  it('is told by its line', () => {
    expect(() => [...planOf('\n\n  GRANT ALL ON x TO y;')]).toThrow(
      "Line 3: 'GRANT ALL ON …': GRANT has no place",
    );
  });
});
