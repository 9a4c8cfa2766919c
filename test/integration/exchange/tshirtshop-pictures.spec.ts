import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { TestContext } from '../../support/platform.js';
import { differences, everything, imports, openShop, smallDump } from './tshirtshop.fixtures.js';

// One pixel, and another one: whole GIF files.
const pixel = (red: number): Buffer =>
  Buffer.from([
    ...Buffer.from('GIF89a'),
    ...[1, 0, 1, 0, 0x80, 0, 0, red, 0, 0, 0, 0, 0, 0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0, 0x3b],
  ]);

let folder: string;
let shop: TestContext;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tradepost-pictures-'));
  writeFileSync(join(folder, 'lighthouse.gif'), pixel(10));
  writeFileSync(join(folder, 'lighthouse-2.gif'), pixel(20));
  writeFileSync(join(folder, 'search.gif'), 'this is no picture');
  shop = await openShop({ STORAGE_PATH: join(folder, 'store') });
});

afterAll(async () => {
  await shop.close();
  rmSync(folder, { recursive: true });
});

const files = async (slug: string): Promise<string[]> => {
  const rows = await shop.database.query<{ file: string }>(
    'SELECT i.file FROM product_images i JOIN products p ON p.id = i.product_id WHERE p.slug = ? ORDER BY i.position',
    [slug],
  );
  return rows.map(({ file }) => file);
};

describe('a folder of pictures', () => {
  it('is only counted in a dry run', async () => {
    const before = await everything(shop);
    const report = await imports(shop, smallDump, { images: folder, dryRun: true });
    expect(report.made).toMatchObject({ pictures: 3 });
    expect(differences(before, await everything(shop))).toEqual([]);
  });

  it('fills the names that it has pictures for, tells those that it has not, and fails for what is none', async () => {
    await imports(shop, smallDump);
    const report = await imports(shop, smallDump, { images: folder });
    expect(report.made).toEqual({ pictures: 2 });
    expect(report.remarks).toMatchObject({
      'pictures that are not in the folder: their names are kept': 1,
      'thumbnails: not needed, the sizes are made from the pictures': 1,
    });
    expect(Object.keys(report.failures)).toEqual([expect.stringContaining('search.gif: A picture must be')]);
    expect(await files('lighthouse-by-night')).toEqual([
      expect.stringMatching(/^[0-9a-f-]{36}-1\.webp$/),
      expect.stringMatching(/^[0-9a-f-]{36}-1\.webp$/),
    ]);
    expect(await files('lighthouse-by-night-2')).toEqual(['night.gif']);
  });

  it('changes nothing the second time', async () => {
    const before = await everything(shop);
    const report = await imports(shop, smallDump, { images: folder });
    expect(report.made).toEqual({});
    expect(differences(before, await everything(shop))).toEqual([]);
  });
});
