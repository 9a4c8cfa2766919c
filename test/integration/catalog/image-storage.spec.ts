import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DeleteOrphanedImages } from '#catalog';
import type { Problem } from '../../support/http.js';
import { S3StandIn } from '../../support/s3-stand-in.js';
import { aPicture, ImageDesk } from './image-desk.js';

const account = { accessKeyId: 'shop', secretAccessKey: 'p9o8i7u6y5t4r3e2', region: 'eu-central-1' };
let bucket: S3StandIn;
let desk: ImageDesk;

beforeAll(async () => {
  bucket = await S3StandIn.start(account, 'shop-files');
  desk = await ImageDesk.open({
    STORAGE: 's3',
    S3_ENDPOINT: bucket.url,
    S3_BUCKET: 'shop-files',
    S3_REGION: account.region,
    S3_ACCESS_KEY_ID: account.accessKeyId,
    S3_SECRET_ACCESS_KEY: account.secretAccessKey,
    S3_TIMEOUT_MS: '300',
  });
}, 60_000);

afterAll(async () => {
  await desk.close();
  await bucket.close();
});

describe('pictures in a bucket', () => {
  it('are kept there with their type, served from there, and deleted there', async () => {
    const id = await desk.product();
    const { status, body } = await desk.upload(id, await aPicture());
    expect(status).toBe(201);
    expect([...bucket.files.keys()].sort()).toEqual(body.sizes.map(({ url }) => url.slice(1)).sort());
    for (const { url } of body.sizes) {
      const stored = bucket.files.get(url.slice(1));
      expect(stored?.contentType).toBe('image/webp');
      expect(Buffer.from(await (await desk.picture(url)).arrayBuffer())).toEqual(stored?.bytes);
    }
    await desk.database.query('DELETE FROM product_images WHERE file = ?', [body.file]);
    await desk.database.query("UPDATE images SET unused_since = '2026-01-01' WHERE file = ?", [body.file]);
    await desk.app.get(DeleteOrphanedImages, { strict: false }).execute();
    expect(bucket.files.size).toBe(0);
    expect((await desk.picture(body.url)).status).toBe(404);
  });

  it('are not shown while the bucket is away, and nothing of it is told', async () => {
    const id = await desk.product();
    const before = await desk.images(id);
    bucket.willAnswer(...Array.from({ length: 12 }, () => 'cut' as const));
    const { status, body } = await desk.upload<Problem>(id, await aPicture());
    expect([status, body.code]).toEqual([503, 'platform.storage-unavailable']);
    expect(JSON.stringify(body)).not.toContain('127.0.0.1');
    expect(await desk.images(id)).toEqual(before);
    bucket.willAnswer('silence', 'silence', 'silence');
    const answer = await desk.picture('/images/0190f3c1-7000-7000-8000-0123456789ab-400.webp');
    expect(answer.status).toBe(503);
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });
});

describe('the address of a picture', () => {
  it.each([
    '/images/0190f3c1-7000-7000-8000-0123456789ab-400.webp',
    '/images/a.webp',
    '/images/..%2f..%2fetc%2fpasswd.webp',
    '/images/%2e%2e%2f.incoming.webp',
    '/images/%00.webp',
    '/images/.webp',
    '/images/0190f3c1.png',
  ])('that is none of ours is not found: %s', async (path) => {
    expect((await desk.picture(path)).status).toBe(404);
  });

  it('can be on another host', async () => {
    const other = await ImageDesk.open({ IMAGE_BASE_URL: 'https://cdn.shop.test/' });
    const url = '/images/0190f3c1-7000-7000-8000-0123456789ab-400.webp';
    const answer = await other.picture(url);
    expect(answer.status).toBe(302);
    expect(answer.headers.get('location')).toBe(`https://cdn.shop.test${url}`);
    expect(answer.headers.get('cache-control')).toBe('public, max-age=86400');
    expect((await other.picture('/images/%5c%5cevil.test.webp')).status).toBe(404);
    await other.close();
  });
});
