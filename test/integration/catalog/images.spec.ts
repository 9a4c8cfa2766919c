import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import type { ProductDetail } from '../../../libs/catalog/src/queries/catalog.views.js';
import { eventually } from '../../support/eventually.js';
import { HttpClient, type Problem } from '../../support/http.js';
import { pictureBomb, twoHalves } from '../../support/pictures.js';
import { aPicture, ImageDesk } from './image-desk.js';

const maxBytes = 300_000;
let desk: ImageDesk;
let visitor: HttpClient;

beforeAll(async () => {
  desk = await ImageDesk.open({ IMAGE_MAX_BYTES: String(maxBytes) });
  visitor = new HttpClient(desk.url);
}, 60_000);

afterAll(() => desk.close());

describe('a picture that staff upload', () => {
  it('is shown on cards and details in the sizes that they need, and served for ever', async () => {
    const id = await desk.product();
    const before = await visitor.get<ProductDetail>(`/v1/products/${id}`);
    const { status, body, headers } = await desk.upload(id, await aPicture(), {
      query: '?alt=From%20behind%20%E2%9C%93',
    });
    expect(status).toBe(201);
    expect(headers.get('etag')).toBe('"2"');
    expect(body).toMatchObject({ alt: 'From behind ✓', url: body.sizes[2]?.url });
    expect(body.sizes.map(({ width }) => width)).toEqual([160, 400, 800, 1_000]);
    // Staff order it to the front, and the cards show it.
    const drawn = (await desk.images(id)).filter(({ sizes }) => sizes.length === 0);
    const images = [body, ...drawn].map(({ file, alt }) => ({ file, alt }));
    await desk.staff.ask('PUT', `/v1/admin/products/${id}/images`, { images }, { 'if-match': '"2"' });
    await eventually(async () => {
      const detail = await visitor.get<ProductDetail>(`/v1/products/${id}`);
      expect(detail.imageUrl).toBe(body.sizes[1]?.url);
      expect(detail.images[0]?.sizes.length).toBe(4);
      expect(detail.images.slice(1)).toEqual(before.images);
    });
    for (const { width, url } of body.sizes) {
      const response = await desk.picture(url);
      const bytes = Buffer.from(await response.arrayBuffer());
      expect(await sharp(bytes).metadata()).toMatchObject({ format: 'webp', width, height: width / 2 });
      expect(Object.fromEntries(response.headers)).toMatchObject({
        'content-type': 'image/webp',
        'content-length': String(bytes.length),
        'cache-control': 'public, max-age=31536000, immutable',
        'content-security-policy': "default-src 'none'; sandbox",
        'x-content-type-options': 'nosniff',
        'cross-origin-resource-policy': 'cross-origin',
      });
      const known = { headers: { 'if-none-match': response.headers.get('etag')! } };
      expect((await fetch(`${desk.url}${url}`, known)).status).toBe(304);
    }
  });

  it('is told to the change feed and to the audit log', async () => {
    const id = await desk.product();
    const told = (): Promise<object[]> =>
      desk.rows("SELECT seq FROM change_feed WHERE topic = 'product' AND subject = ?", id);
    const before = (await told()).length;
    const { body } = await desk.upload(id, await aPicture());
    expect((await told()).length).toBe(before + 1);
    const [entry] = await desk.rows<{ action: string; actor: string; after_state: string }>(
      'SELECT action, actor, after_state FROM audit_log WHERE subject_id = LOWER(INSERT(INSERT(INSERT(INSERT(HEX(?), 9, 0, "-"), 14, 0, "-"), 19, 0, "-"), 24, 0, "-"))',
      id,
    );
    expect(entry).toMatchObject({
      action: 'catalog.add-product-image',
      actor: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    expect(JSON.parse(entry!.after_state)).toMatchObject({
      file: body.file,
      sourceType: 'image/png',
      width: 1_000,
    });
  });

  it('is one picture, however often it is sent', async () => {
    const id = await desk.product();
    const before = (await desk.images(id)).length;
    const sent = await aPicture();
    const first = await desk.upload(id, sent);
    const again = await desk.upload(id, sent, { type: 'application/octet-stream' });
    expect([first.status, again.status]).toEqual([201, 200]);
    expect(again.body).toEqual(first.body);
    const other = await aPicture();
    const both = await Promise.all([desk.upload(id, other), desk.upload(id, other)]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 201]);
    expect((await desk.images(id)).length).toBe(before + 2);
  });

  it('is one of twenty at most', async () => {
    const id = await desk.product();
    for (let n = (await desk.images(id)).length; n < 20; n += 1) await desk.upload(id, await aPicture(2, 2));
    expect(await desk.upload(id, await aPicture(2, 2))).toMatchObject({
      status: 409,
      body: { code: 'catalog.too-many-images' },
    });
  });
});

describe('what is no picture', () => {
  const script = '<script>alert(document.domain)</script>';
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)">${script}</svg>`;

  it.each<[string, number, string, string, () => Promise<Uint8Array> | Uint8Array]>([
    [
      'an SVG with a script',
      415,
      'catalog.image-format-not-supported',
      'image/svg+xml',
      () => Buffer.from(svg),
    ],
    ['the same called a PNG', 415, 'catalog.image-format-not-supported', 'image/png', () => Buffer.from(svg)],
    [
      'a page called a JPEG',
      415,
      'catalog.image-format-not-supported',
      'image/jpeg',
      () => Buffer.from(`<html>${script}`),
    ],
    [
      'a TIFF',
      415,
      'catalog.image-format-not-supported',
      'image/tiff',
      () => twoHalves(9, 9).tiff().toBuffer(),
    ],
    ['nothing', 400, 'validation.failed', 'image/png', () => new Uint8Array()],
    ['a picture bomb', 413, 'catalog.image-too-large', 'image/png', () => pictureBomb()],
    [
      'half a picture',
      400,
      'catalog.image-damaged',
      'image/png',
      async () => (await aPicture()).subarray(0, 700),
    ],
    ['more than is allowed', 413, 'http.body-too-large', 'image/png', () => Buffer.alloc(maxBytes + 1)],
    ['JSON', 415, 'http.unsupported-media-type', 'application/json', () => Buffer.from('{"a":1}')],
    [
      'a form',
      415,
      'http.unsupported-media-type',
      'multipart/form-data; boundary=x',
      () => Buffer.from('--x--'),
    ],
  ])('is refused: %s → %d %s', async (_, status, code, type, bytes) => {
    const id = await desk.product();
    const before = await desk.images(id);
    const answer = await desk.upload<Problem>(id, await bytes(), { type });
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.body).toMatchObject({ status, code });
    expect(answer.status).toBe(status);
    expect(answer.body.detail).not.toMatch(/vips|node_modules|\/tmp/i);
    expect(await desk.images(id)).toEqual(before);
  });

  it('is refused too when it does not say how long it is', async () => {
    const id = await desk.product();
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        controller.enqueue(Buffer.alloc(64_000));
      },
    });
    // The server may close the door while we are still talking.
    const answer = await desk.upload<Problem>(id, endless).catch(() => undefined);
    if (answer !== undefined)
      expect(answer).toMatchObject({ status: 413, body: { code: 'http.body-too-large' } });
    expect((await desk.upload(id, await aPicture())).status).toBe(201);
  });

  it('ends as a picture when it is both: only pixels are kept', async () => {
    const both = Buffer.concat([await twoHalves(300, 300).jpeg().toBuffer(), Buffer.from(script)]);
    const { status, body } = await desk.upload(await desk.product(), both, { type: 'image/jpeg' });
    expect(status).toBe(201);
    for (const { url } of body.sizes) expect(await (await desk.picture(url)).text()).not.toContain('script');
  });

  it('has no other door', async () => {
    const bytes = await aPicture();
    const headers = { 'content-type': 'image/png', ...desk.staff.headers };
    expect(await desk.send('/v1/cart/items', bytes, headers)).toMatchObject({ status: 415 });
    expect(await desk.send('/v1/admin/products', bytes, headers)).toMatchObject({
      status: expect.any(Number),
      body: { code: expect.stringMatching(/^http\./) },
    });
  });

  it('is refused for a product that is not there, with a text that is too long, and with parameters that nobody knows', async () => {
    const [bytes, id] = [await aPicture(), await desk.product()];
    expect(await desk.upload('0190f3c1-7000-7000-8000-0123456789ab', bytes)).toMatchObject({ status: 404 });
    expect(await desk.upload('lamp', bytes)).toMatchObject({
      status: 404,
      body: { code: 'catalog.product-not-found' },
    });
    expect(await desk.upload(id, bytes, { query: `?alt=${'x'.repeat(201)}` })).toMatchObject({ status: 400 });
    expect(await desk.upload(id, bytes, { query: '?alt=a&alt=b' })).toMatchObject({ status: 400 });
    expect(await desk.upload(id, bytes, { query: '?size=9' })).toMatchObject({ status: 400 });
  });
});

describe('whoever may not', () => {
  it('is sent away before anything is read', async () => {
    const [bytes, id] = [await aPicture(), await desk.product()];
    expect(await desk.upload(id, bytes, { headers: {} })).toMatchObject({ status: 401 });
    expect(await desk.upload(id, bytes, { headers: desk.customer.headers })).toMatchObject({ status: 403 });
    const path = `/v1/admin/products/${id}/images`;
    for (const [method, where] of [
      ['GET', path],
      ['PUT', path],
      ['DELETE', `${path}/a.webp`],
    ] as const) {
      const body = method === 'PUT' ? { images: [] } : undefined;
      expect((await desk.customer.send(method, where, body, { 'if-match': '"1"' })).status).toBe(403);
    }
    // Nobody waits for a body that never comes.
    const answer = await spoken(
      `POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Type: image/png\r\nContent-Length: 100000\r\n\r\n`,
    );
    expect(answer).toContain('401 Unauthorized');
  });

  it('is held up by nobody who is slow, and let in again once the memory is free', async () => {
    const path = `/v1/admin/products/${await desk.product()}/images`;
    const begin = (bytes: number): Socket => {
      const socket = connect(Number(new URL(desk.url).port), '127.0.0.1');
      socket.write(
        `POST ${path} HTTP/1.1\r\nHost: x\r\nAuthorization: ${desk.staff.headers['authorization']!}\r\nContent-Type: image/png\r\nContent-Length: ${String(maxBytes)}\r\n\r\n`,
      );
      socket.write(Buffer.alloc(bytes, 1));
      return socket;
    };
    const id = await desk.product();
    const slow = Array.from({ length: 8 }, () => begin(1_000));
    await pause(200);
    expect((await desk.upload(id, await aPicture())).status).toBe(201);
    // All but finished: more than four of these would be too much to hold.
    const greedy = Array.from({ length: 5 }, () => begin(maxBytes - 1));
    const refusal = await Promise.race(greedy.map((socket) => once(socket, 'data')));
    expect(String(refusal)).toContain('catalog.images-busy');
    for (const socket of [...slow, ...greedy]) socket.destroy();
    await eventually(async () => {
      expect((await desk.upload(id, await aPicture())).status).toBe(201);
    });
  });
});

/** What comes back for these bytes, and only these. */
function spoken(text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(desk.url).port), '127.0.0.1', () => socket.write(text));
    socket.once('data', (data) => {
      socket.destroy();
      resolve(data.toString());
    });
    socket.once('error', reject);
  });
}
