import { DataSource } from 'typeorm';
import { Config } from '#platform/config/config.js';
import { dataSourceOptions } from '#platform/database/data-source.js';
import { loadMigrations } from '../../../migrations/load.js';
import { makeDemoAccounts } from './demo-accounts.js';
import { say } from './say.js';

/** Two that deploy at once: the second waits for the first and finds nothing left to do. */
const lockSeconds = 120;

export async function migrate(): Promise<void> {
  await withMigrator({ sampleShop: false }, async (migrator) => {
    const done = await migrator.runMigrations({ transaction: 'none' });
    for (const { name } of done) say(`  ${name}`);
    say(done.length === 0 ? 'The schema is up to date.' : `${done.length} migrations run.`);
  });
}

export async function revert(): Promise<void> {
  await withMigrator({ sampleShop: true }, async (migrator) => {
    await migrator.undoLastMigration({ transaction: 'none' });
    say('The last migration was taken back.');
  });
}

/** The sample shop comes in by migrations of its own, which production runs only with SAMPLE_SHOP=true, and accounts to sign in with. */
export async function seed({ ifEmpty }: { ifEmpty: boolean }): Promise<void> {
  if (!Config.allowsSampleShop(process.env)) {
    say('No sample shop here: SAMPLE_SHOP is not true.');
    return;
  }
  const filled = await withMigrator({ sampleShop: true }, async (migrator) => {
    const [row] = await migrator.query<{ products: number }[]>(
      'SELECT EXISTS (SELECT 1 FROM products) AS products',
    );
    if (ifEmpty && Number(row?.products) === 1) return false;
    const done = await migrator.runMigrations({ transaction: 'each' });
    for (const { name } of done) say(`  ${name}`);
    return true;
  });
  say(filled ? 'The sample shop is filled.' : 'The shop has products already; nothing was filled.');
  await makeDemoAccounts();
}

async function withMigrator<Result>(
  options: { sampleShop: boolean },
  work: (migrator: DataSource) => Promise<Result>,
): Promise<Result> {
  const database = Config.databaseFrom(process.env);
  const migrator = new DataSource({
    ...(await dataSourceOptions(database, database.adminUrl)),
    migrations: await loadMigrations(options),
    migrationsTableName: 'migrations',
  });
  await migrator.initialize();
  const lock = migrator.createQueryRunner();
  try {
    const [row] = await lock.manager.query<{ taken: unknown }[]>(
      "SELECT GET_LOCK(CONCAT('migrate.', DATABASE()), ?) AS taken",
      [lockSeconds],
    );
    if (Number(row?.taken) !== 1)
      throw new Error('Somebody else has been migrating this database for too long.');
    return await work(migrator);
  } finally {
    await lock.release();
    await migrator.destroy();
  }
}
