import { readFile, stat, writeFile } from 'node:fs/promises';
import { ImportTshirtshop, TshirtshopModule } from '#exchange';
import { DomainError } from '#shared-kernel';
import { reportText } from './import-report.js';
import { say } from './say.js';
import { withShop } from './with-shop.js';

export interface ImportTshirtshopWords {
  images?: string | undefined;
  stock?: string | undefined;
  json?: string | undefined;
  'dry-run'?: boolean | undefined;
  'replace-shipping'?: boolean | undefined;
}

/** What a shop of this kind can hardly grow to; the file is held in memory. */
const largestFileMb = 256;
const mostStock = 1_000_000;

export async function importTshirtshop(
  file: string | undefined,
  words: ImportTshirtshopWords,
): Promise<void> {
  const stock = Number(words.stock ?? '0');
  if (file === undefined || !Number.isSafeInteger(stock) || stock < 0 || stock > mostStock) {
    say('import:tshirtshop needs the file of a dump; --stock is a whole number of pieces.');
    process.exitCode = 64; // EX_USAGE
    return;
  }
  const text = await dumpIn(file);
  if (text === undefined || !(await isFolder(words.images))) return;
  const dryRun = words['dry-run'] === true;
  await withShop({ imports: [TshirtshopModule] }, async (app) => {
    try {
      const options = {
        stock,
        dryRun,
        replaceShipping: words['replace-shipping'] === true,
        images: words.images,
      };
      const report = await app.get(ImportTshirtshop).execute({ text, ...options });
      say(reportText(report, { file, dryRun }));
      if (words.json !== undefined) await writeFile(words.json, `${JSON.stringify(report, null, 2)}\n`);
      if (report.hasFailures) process.exitCode = 1;
    } catch (error) {
      // A refusal is an answer; anything else goes the way of all crashes.
      if (!(error instanceof DomainError)) throw error;
      say(error.message);
      process.exitCode = 1;
    }
  });
}

async function dumpIn(file: string): Promise<string | undefined> {
  const found = await stat(file).catch(() => undefined);
  if (found?.isFile() !== true) {
    refuse(`There is no file ${file}.`, 66);
    return;
  } // EX_NOINPUT
  if (found.size > largestFileMb * 1_048_576) {
    refuse(`${file} is larger than ${String(largestFileMb)} MB: that is no tshirtshop.`, 65);
    return;
  } // EX_DATAERR
  const bytes = await readFile(file);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    say(`${file} is not in UTF-8; it is read as Windows-1252 (what MySQL calls latin1).`);
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

async function isFolder(folder: string | undefined): Promise<boolean> {
  if (folder === undefined) return true;
  const found = await stat(folder).catch(() => undefined);
  if (found?.isDirectory() === true) return true;
  refuse(`There is no folder ${folder}.`, 66); // EX_NOINPUT
  return false;
}

function refuse(reason: string, exitCode: number): undefined {
  say(reason);
  process.exitCode = exitCode;
  return undefined;
}
