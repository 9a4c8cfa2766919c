import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { MigrationInterface } from 'typeorm';

type Migration = new () => MigrationInterface;

/**
 * The migrations of this folder, `NNNN-what.ts`, as TypeORM wants them. The sample shop's (`sample/`) come along on request:
 * production leaves them out. TypeORM runs them in the order of the number at the end of the class name.
 */
export async function loadMigrations({ sampleShop }: { sampleShop: boolean }): Promise<Migration[]> {
  const here = fileURLToPath(new URL('.', import.meta.url));
  const schema = await loadFolder(here, './');
  return sampleShop ? [...schema, ...(await loadFolder(`${here}sample`, './sample/'))] : schema;
}

async function loadFolder(folder: string, prefix: string): Promise<Migration[]> {
  const files = (await readdir(folder)).filter((file) => /^\d{4}-[\w-]+\.(ts|js)$/.test(file)).sort();
  const modules = await Promise.all(
    files.map((file) => import(`${prefix}${file}`) as Promise<Record<string, unknown>>),
  );
  return modules.flatMap((exports) => Object.values(exports).filter(isMigration));
}

function isMigration(value: unknown): value is Migration {
  return typeof value === 'function' && /\d{13}$/.test(value.name);
}
