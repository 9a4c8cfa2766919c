import mysql, { type Connection, type RowDataPacket } from 'mysql2/promise';
import { insertListings } from '#catalog';
import { insertRows } from './insert-rows.js';
import { addProduct, noRows, productIdOf, tables, type Table } from './large-products.js';
import { furnish, type Shelves } from './shelves.js';

export interface LargeShopPlan {
  /** Published ones; one draft comes with a hundred of them. */
  products: number;
  onProgress?: (progress: Progress) => void;
}

export interface Progress {
  /** Looked at so far: made, or there already. */
  products: number;
  made: number;
  rows: number;
}

const perBatch = 500;
/** While the database writes one batch, the next is being made. */
const lanes = 2;

/**
 * Fills catalogue and stock with so many products, the same ones each time, on top of whatever the shop has. What is there already is left
 * as it is, so that a run that was interrupted goes on, a second one changes nothing, and one with a larger number adds. Each batch is one
 * transaction and tells the running processes what has changed.
 * @param url of a database that is migrated, for an account that may write rows
 */
export async function fillLargeShop(url: string, { products, onProgress }: LargeShopPlan): Promise<Progress> {
  const connections = await Promise.all(Array.from({ length: lanes }, () => connect(url)));
  const progress: Progress = { products: 0, made: 0, rows: 0 };
  try {
    const shelves = await furnish(connections[0] as Connection);
    const batches = batchesOf(products);
    const work = async (connection: Connection): Promise<void> => {
      for (const { from, to } of batches) {
        const missing = await missingOf(connection, from, to);
        const rows = missing.length === 0 ? 0 : await insertBatch(connection, missing, shelves);
        progress.rows += rows; // read only now: the other lane counts too
        progress.made += missing.length;
        progress.products += to - from;
        onProgress?.(progress);
      }
    };
    await untilAllHaveEnded(connections.map(work));
    if (progress.made > 0) await analyze(connections[0] as Connection);
    return progress;
  } finally {
    await Promise.all(connections.map((connection) => connection.end()));
  }
}

async function connect(url: string): Promise<Connection> {
  const connection = await mysql.createConnection({
    uri: url.replace(/^mariadb:/, 'mysql:'),
    timezone: 'Z',
    charset: 'utf8mb4_unicode_ci',
    connectTimeout: 5_000,
  });
  // Every reference is to a row of the same batch or to a shelf that was just looked up.
  await connection.query('SET SESSION foreign_key_checks = 0');
  await connection.query('SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED');
  return connection;
}

/** One iterator for all lanes: each takes the next batch. */
function* batchesOf(products: number): Generator<{ from: number; to: number }> {
  for (let from = 0; from < products; from += perBatch)
    yield { from, to: Math.min(from + perBatch, products) };
}

/** Nobody's connection is closed while it works. @throws the first error */
async function untilAllHaveEnded(works: readonly Promise<void>[]): Promise<void> {
  const failure = (await Promise.allSettled(works)).find((each) => each.status === 'rejected');
  if (failure !== undefined) throw failure.reason;
}

async function missingOf(connection: Connection, from: number, to: number): Promise<number[]> {
  const numbers = Array.from({ length: to - from }, (_, n) => from + n);
  const [rows] = await connection.query<RowDataPacket[]>('SELECT id FROM products WHERE id IN (?)', [
    numbers.map(productIdOf),
  ]);
  const there = new Set(rows.map((row) => (row['id'] as Buffer).toString('hex')));
  return numbers.filter((number) => !there.has(productIdOf(number).toString('hex')));
}

/** @returns how many rows were written */
async function insertBatch(
  connection: Connection,
  numbers: readonly number[],
  shelves: Shelves,
): Promise<number> {
  const rows = noRows();
  for (const number of numbers) addProduct(rows, number, shelves);
  await connection.beginTransaction();
  try {
    for (const table of Object.keys(tables) as Table[])
      await insertRows(connection, table, tables[table], rows[table]);
    const listed = await list(connection, numbers.map(productIdOf));
    await connection.commit();
    return Object.values(rows).reduce((sum, { length }) => sum + length, listed);
  } catch (error) {
    await connection.rollback();
    throw error;
  }
}

/** Their rows in the lists, the lists' totals, and the news for those who keep copies. */
async function list(connection: Connection, ids: readonly Buffer[]): Promise<number> {
  await connection.query(insertListings('p.id IN (?)'), [ids, ids, ids]);
  const [counts] = await connection.query<RowDataPacket[]>(
    'SELECT scope_id, COUNT(*) AS total FROM product_listings WHERE product_id IN (?) GROUP BY scope_id',
    [ids],
  );
  const totals = (counts as { scope_id: Buffer; total: number }[])
    .map(({ scope_id, total }) => [scope_id, total] as const)
    .sort(([one], [other]) => one.compare(other));
  const now = new Date();
  await insertRows(
    connection,
    'change_feed',
    ['topic', 'subject', 'occurred_at'],
    [...ids.map((id) => ['product', id, now]), ...totals.map(([scope]) => ['scope', scope, now])],
  );
  // Sorted, and last: both lanes and everybody who publishes want the total of the whole shop.
  await connection.query(
    'INSERT INTO listing_totals (scope_id, total) VALUES ? ON DUPLICATE KEY UPDATE total = total + VALUES(total)',
    [totals],
  );
  return totals.reduce((sum, [, total]) => sum + total, 0);
}

/** So that the first queries do not go by the statistics of an empty table. */
async function analyze(connection: Connection): Promise<void> {
  await connection.query(`ANALYZE TABLE ${[...Object.keys(tables), 'product_listings'].join(', ')}`);
}
