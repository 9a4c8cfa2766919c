import mysql, { type RowDataPacket } from 'mysql2/promise';
import { Config } from '#platform/config/config.js';
import { fillLargeShop } from './large-shop/large-shop.js';
import { ProgressLine } from './large-shop/progress-line.js';
import { seed } from './migrate.js';
import { say } from './say.js';

const most = 5_000_000;

/** The sample shop and, on top of it, so many products as no sample could have: to see how the shop does with them. */
export async function seedLargeShop(products: string): Promise<void> {
  if (!/^[1-9]\d{0,6}$/.test(products) || Number(products) > most) {
    say(`--products wants a whole number from 1 to ${most.toLocaleString('en-US')}, not '${products}'.`);
    process.exitCode = 64; // EX_USAGE
    return;
  }
  await seed({ ifEmpty: false });
  if (!Config.allowsSampleShop(process.env)) return;
  const { url } = Config.databaseFrom(process.env);
  await alone(url, async () => {
    const line = new ProgressLine(Number(products));
    line.end(await fillLargeShop(url, { products: Number(products), onProgress: line.update }));
  });
}

/** Two that seed at once would both find the same products missing. */
async function alone(url: string, work: () => Promise<void>): Promise<void> {
  const connection = await mysql.createConnection({
    uri: url.replace(/^mariadb:/, 'mysql:'),
    connectTimeout: 5_000,
  });
  try {
    const [[row]] = await connection.query<RowDataPacket[]>(
      "SELECT GET_LOCK(CONCAT('seed.', DATABASE()), 0) AS taken",
    );
    if (Number(row?.['taken']) !== 1) throw new Error('Somebody else is seeding this database.');
    await work();
  } finally {
    await connection.end();
  }
}
