import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Connection } from 'mysql2/promise';
import { Failure, say } from '#launcher/console.mjs';
import { root } from '#launcher/paths.mjs';
import { capture } from '#launcher/process.mjs';
import { readJson, writeJson } from '#launcher/state.mjs';
import { fillLargeShop } from '../../../apps/cli/src/large-shop/large-shop.js';

/** What the data in the folder was made from; another one means that it has to be made anew. */
function fingerprint(products: number): string {
  const hash = createHash('sha256').update(String(products));
  for (const folder of ['dist/migrations', 'dist/apps/cli/src/large-shop', 'dist/tools/bench/stage'])
    for (const file of filesBelow(join(root, folder))) hash.update(readFileSync(file));
  return hash.digest('hex');
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.js'))
    .sort()
    .map((name) => join(folder, name));
}

/** Before the database starts: a folder with other data goes. */
export function dropStaleData(dir: string, products: number, fresh: boolean): void {
  if (fresh || readJson(join(dir, 'seeded.json'))?.['fingerprint'] !== fingerprint(products))
    rmSync(dir, { recursive: true, force: true });
}

export interface SeedPlan {
  dir: string;
  adminUrl: string;
  cliEnv: NodeJS.ProcessEnv;
  products: number;
}

/** Schema, sample shop (for its shipping and taxes) and the large catalogue, unless they are there. */
export async function seed({ dir, adminUrl, cliEnv, products }: SeedPlan): Promise<void> {
  const marker = join(dir, 'seeded.json');
  if (readJson(marker) !== undefined) return;
  await runCli(cliEnv, ['migrate']);
  await runCli(cliEnv, ['seed']);
  let told = Date.now();
  await fillLargeShop(adminUrl, {
    products,
    onProgress: ({ products: count }) => {
      if (Date.now() - told < 5_000) return;
      told = Date.now();
      say(`    ${String(count)} of ${String(products)} products`);
    },
  });
  writeJson(marker, { fingerprint: fingerprint(products), products });
}

/** The baseline searches as one does with nothing but MySQL. Ours does not need the index and does without it. */
export async function indexWords(admin: Connection): Promise<void> {
  const [rows] = await admin.query(
    "SHOW INDEX FROM products WHERE Key_name = 'bench_words' OR Index_type = 'FULLTEXT'",
  );
  if ((rows as unknown[]).length > 0) return;
  await admin.query('ALTER TABLE products ADD FULLTEXT KEY bench_words (name, description)');
  await admin.query('ANALYZE TABLE products');
}

async function runCli(env: NodeJS.ProcessEnv, words: string[]): Promise<void> {
  const args = ['--enable-source-maps', 'dist/apps/cli/src/main.js', ...words];
  const { code, output } = await capture(process.execPath, args, { cwd: root, env });
  if (code !== 0) throw new Failure(`"cli ${words.join(' ')}" failed:\n${output}`);
}
