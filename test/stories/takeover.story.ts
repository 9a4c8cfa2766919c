import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '../support/eventually.js';
import { Shop } from '../support/shop.js';
import { Shopper } from '../support/shopper.js';

const root = resolve(import.meta.dirname, '../..');
const dump = 'test/support/tshirtshop-small.sql';

let shop: Shop;
let folder: string;

beforeAll(async () => {
  shop = await Shop.open();
  folder = mkdtempSync(join(tmpdir(), 'tradepost-takeover-'));
});

afterAll(async () => {
  await shop.close();
  rmSync(folder, { recursive: true });
});

/** What an operator types, on this shop's database. */
function cli(...words: string[]): { code: number | null; output: string } {
  const { config } = shop;
  const run = spawnSync(process.execPath, ['dist/apps/cli/src/main.js', ...words], {
    cwd: root,
    encoding: 'utf8',
    env: {
      ...{ PATH: process.env['PATH'], APP_ENV: 'test', LOG_LEVEL: 'silent' },
      ...{
        DATABASE_URL: config.database.url,
        REDIS_URL: config.redis.url,
        REDIS_PREFIX: config.redis.prefix,
      },
      ...{ SMTP_URL: config.mail.smtpUrl, STRIPE_SECRET_KEY: config.stripe.secretKey },
      ...{
        STRIPE_WEBHOOK_SECRET: config.stripe.webhookSecrets.join(),
        STRIPE_API_BASE: config.stripe.apiBase,
      },
      ...{
        ENCRYPTION_SECRET: config.auth.encryptionSecrets.join(),
        SIGNING_SECRET: config.auth.signingSecret,
      },
    },
  });
  return { code: run.status, output: `${run.stdout}${run.stderr}` };
}

/** Somebody who was a customer of the earlier shop. */
class Returning extends Shopper {
  override readonly email = 'ada@small.example';
}

interface List {
  total: number;
  items: { slug: string; name: string; stockState: string }[];
}

describe('taking over a tshirtshop', () => {
  it('says what is wrong with a file that is none', () => {
    writeFileSync(join(folder, 'letter.sql'), 'Dear reader,\nthis is a letter.');
    writeFileSync(join(folder, 'half.sql'), readFileSync(join(root, dump), 'utf8').slice(0, 9_000));
    expect(cli('import:tshirtshop', join(folder, 'nothing.sql'))).toEqual({
      code: 66,
      output: `There is no file ${join(folder, 'nothing.sql')}.\n`,
    });
    expect(cli('import:tshirtshop', join(folder, 'letter.sql'))).toMatchObject({ code: 1 });
    const half = cli('import:tshirtshop', join(folder, 'half.sql'));
    expect(half).toMatchObject({ code: 1 });
    expect(half.output).toMatch(/^Line \d+: .* has no end\. Nothing of the file has been carried out\.\n$/);
    expect(cli('import:tshirtshop', dump, '--stock', 'many')).toMatchObject({ code: 64 });
    expect(cli('import:tshirtshop', dump, '--images', join(folder, 'none'))).toMatchObject({ code: 66 });
  });

  it('reports exact numbers, for people and for programs, and the same again without a change', () => {
    const json = join(folder, 'report.json');
    const first = cli('import:tshirtshop', dump, '--stock', '5', '--json', json);
    expect(first.output).toMatch(/^product +8 +6 +0 +0 +2$/m);
    expect(first.output).toContain('1 product: its price is no amount in USD above zero');
    expect(first.code).toBe(0);
    expect(JSON.parse(readFileSync(json, 'utf8'))).toMatchObject({ made: { variants: 13 }, failures: {} });
    const second = cli('import:tshirtshop', dump, '--stock', '5');
    expect(second.output).toMatch(/^product +8 +0 +0 +6 +2$/m);
    expect(second.output).toContain('Nothing has changed: the shop has all of this already.');
  });

  it('lets customers browse and search what has come in', async () => {
    const { client } = shop.shopper('Vera');
    const departments = await client.get<{ items: { slug: string }[] }>('/v1/departments');
    expect(departments.items.map(({ slug }) => slug)).toEqual(
      expect.arrayContaining(['sea-and-coast', 'hills']),
    );
    await eventually(async () => {
      const list = await client.get<List>('/v1/products?category=harbours&sort=name');
      expect(list.items.map(({ slug }) => slug).sort()).toEqual([
        ...['gulls-cry', 'lighthouse-by-night', 'lighthouse-by-night-2'],
      ]);
      expect(list.items.every(({ stockState }) => stockState !== 'sold-out')).toBe(true);
    });
    await eventually(async () => {
      const found = await client.get<List>('/v1/products/search?q=lighthouse');
      expect(found.items.map(({ slug }) => slug)).toEqual(
        expect.arrayContaining(['lighthouse-by-night', 'lighthouse-by-night-2']),
      );
    });
    expect(await client.get('/v1/products/lighthouse-by-night')).toMatchObject({
      options: [{ code: 'size' }, { code: 'color', values: [{ name: 'Red' }, { name: 'Blue' }] }],
      categories: [{ slug: 'harbours', department: { slug: 'sea-and-coast' } }],
      images: [{ url: '/images/lighthouse.gif' }, {}, {}],
    });
    // The name is kept; there is no file yet.
    expect(await client.send('GET', '/images/lighthouse.gif')).toMatchObject({ status: 404 });
  });

  it('lets customers buy it', async () => {
    const bob = shop.shopper('Bob');
    await bob.puts(await bob.finds('TS-1-M-BLUE', 'lighthouse-by-night'), 2);
    const order = await bob.checksOut();
    expect(order.lines).toMatchObject([{ sku: 'TS-1-M-BLUE', quantity: 2, unitPrice: { amount: 1499 } }]);
    await bob.paysBy(await bob.startsPayment(order));
    await bob.seesOrder(order.id, 'paid');
    expect(await shop.available('TS-1-M-BLUE')).toBe(3);
  });

  it('gives a customer of the earlier shop the account and its orders, once the address is proven', async () => {
    const ada = new Returning('Ada', shop.url, { stripe: shop.stripe, mailbox: shop.mailbox });
    await ada.client.post('/v1/auth/verification-mails', { email: ada.email });
    await ada.registers();
    await expect(ada.signsIn()).rejects.toThrow('403');
    await ada.verifiesByMail();
    await ada.signsIn();
    expect(await ada.mails(/verif|confirm your/i)).toHaveLength(1);
    expect((await ada.history()).items).toMatchObject([{ status: 'fulfilled' }]);
    expect(await ada.client.get('/v1/me/addresses')).toMatchObject({
      items: [{ line1: '1 Pier Road', country: 'DE' }],
    });
  });
});
