import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import mysql, { type Connection } from 'mysql2/promise';
import { MysqlHandedOverShop } from '../../../libs/exchange/src/infrastructure/tshirtshop/mysql-handed-over-shop.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';

let database: TestDatabase;
let connection: Connection;

beforeAll(async () => {
  database = await createTestDatabase({ migrate: false });
  connection = await mysql.createConnection({ uri: database.url });
  await connection.query(
    `CREATE TABLE review (review_id INT NOT NULL, customer_id INT, product_id INT, review TEXT, rating INT, created_on DATETIME)`,
  );
});

afterAll(async () => {
  await connection.end();
  await database.drop();
});

describe('the pages of a table', () => {
  it('have all rows once, also where many have the same key', async () => {
    const keys = [...Array.from({ length: 150 }, (_, n) => n), ...Array<number>(450).fill(900), 901];
    await connection.query('INSERT INTO review (review_id, customer_id) VALUES ?', [
      keys.map((key, n) => [key, n]),
    ]);
    const read: string[] = [];
    for await (const page of new MysqlHandedOverShop(connection).pages('review'))
      read.push(...page.map((row) => row.customer_id ?? ''));
    expect(read).toHaveLength(keys.length);
    expect(new Set(read).size).toBe(keys.length);
  });
});
