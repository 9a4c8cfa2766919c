import { readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CreateDemoAccounts } from '#customers';
import { Schedules } from '../../apps/worker/src/schedules.js';
import { eventually } from '../support/eventually.js';
import { HttpClient } from '../support/http.js';
import { twoHalves } from '../support/pictures.js';
import { Shop } from '../support/shop.js';

interface ImageView {
  /** For staff only. */
  file?: string;
  url: string;
  alt: string;
  sizes: { width: number; url: string }[];
}

interface ProductView {
  id: string;
  imageUrl: string;
  images: ImageView[];
}

const password = 'a demo passphrase of length';
const slug = 'harbour-fisherman-sweater';
const folder = join(tmpdir(), `tradepost-pictures-${randomUUID()}`);
let shop: Shop;
let grace: HttpClient;

beforeAll(async () => {
  shop = await Shop.open({ apis: 2, variables: { STORAGE_PATH: folder } });
  await shop.apis[0]!.get(CreateDemoAccounts, { strict: false }).execute({ password });
  grace = new HttpClient(shop.url);
  const { accessToken } = await grace.post<{ accessToken: string }>('/v1/auth/sessions', {
    email: 'grace@example.test',
    password,
  });
  grace.headers['authorization'] = `Bearer ${accessToken}`;
});

afterAll(async () => {
  await shop.close();
  await rm(folder, { recursive: true, force: true });
});

/** What somebody sees who came to the other API. */
const seen = (): Promise<ProductView> =>
  new HttpClient(shop.urls[1]!).get<ProductView>(`/v1/products/${slug}`);

describe('a new picture of the sweater', () => {
  it('is taken with a camera held sideways, and everybody sees it upright and first, within a moment', async () => {
    const product = await seen();
    const path = `/v1/admin/products/${product.id}/images`;
    const photo = await twoHalves(1_200, 1_800).jpeg().withMetadata({ orientation: 6 }).toBuffer();
    const response = await fetch(`${shop.url}${path}?alt=The%20sweater%20at%20sea`, {
      method: 'POST',
      body: photo,
      headers: { ...grace.headers, 'content-type': 'image/jpeg' },
    });
    expect(response.status).toBe(201);
    const added = (await response.json()) as ImageView;
    const images = [added, ...product.images].map(({ file, url, alt }) => ({
      file: file ?? url.replace('/images/', ''),
      alt,
    }));
    await grace.ask('PUT', path, { images }, { 'if-match': response.headers.get('etag')! });
    await eventually(async () => {
      const now = await seen();
      expect(now.imageUrl).toBe(added.sizes.find(({ width }) => width === 400)?.url);
      expect(now.images[0]).toMatchObject({ alt: 'The sweater at sea', url: added.url });
    }, 2_000);
    const picture = await fetch(`${shop.urls[1]!}${added.url}`);
    expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/webp']);
  });

  it('is taken away again, and its files go with the cleaning of the next days', async () => {
    const { id, images } = await seen();
    const path = `/v1/admin/products/${id}/images`;
    const list = await grace.send<{ items: ImageView[] }>('GET', path);
    const [first] = list.body.items;
    await grace.ask('DELETE', `${path}/${first!.file}`, undefined, { 'if-match': list.headers.get('etag')! });
    await eventually(async () => {
      expect((await seen()).images.map(({ url }) => url)).toEqual(images.slice(1).map(({ url }) => url));
    }, 2_000);
    const cleaning = shop.workers[0]!.get(Schedules);
    await cleaning.runNow('delete-orphaned-images');
    expect((await readdir(join(folder, 'images'))).length).toBeGreaterThan(0);
    await shop.database.query('UPDATE images SET unused_since = unused_since - INTERVAL 1 DAY');
    await cleaning.runNow('delete-orphaned-images');
    expect(await readdir(join(folder, 'images'))).toEqual([]);
  });
});
