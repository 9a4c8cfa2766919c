import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AddProductImage, DeleteOrphanedImages, type AddProductImageInput } from '#catalog';
import { idToBytes } from '#platform/database/id-column.js';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import { newId } from '#shared-kernel';
import type { ProductCard } from '../../../libs/catalog/src/queries/catalog.views.js';
import { eventually } from '../../support/eventually.js';
import { HttpClient, type Problem } from '../../support/http.js';
import { aPicture, ImageDesk, type ImageList } from './image-desk.js';

let desk: ImageDesk;
let visitor: HttpClient;

beforeAll(async () => {
  desk = await ImageDesk.open();
  visitor = new HttpClient(desk.url);
}, 60_000);

afterAll(() => desk.close());

describe('the pictures of a product', () => {
  it('are ordered anew by those who have seen them', async () => {
    const id = await desk.product();
    await desk.upload(id, await aPicture());
    const path = `/v1/admin/products/${id}/images`;
    const { body, headers } = await desk.staff.send<ImageList>('GET', path);
    const images = body.items
      .map(({ file: name }, n) => ({ file: name, alt: `Picture ${String(n)}` }))
      .reverse();
    const etag = headers.get('etag')!;
    const put = (what: unknown, ifMatch?: string) =>
      desk.staff.send<Problem & ImageList>(
        'PUT',
        path,
        what,
        ifMatch === undefined ? {} : { 'if-match': ifMatch },
      );
    expect(await put({ images })).toMatchObject({ status: 428, body: { code: 'http.version-required' } });
    expect(await put({ images }, '"1"')).toMatchObject({
      status: 412,
      body: { code: 'catalog.changed-meanwhile' },
    });
    expect(await put({ images }, 'W/"2"')).toMatchObject({ status: 412 });
    for (const wrong of [[], [images[0]], [images[0], images[0]], [...images, { file: 'lamp.svg', alt: '' }]])
      expect(await put({ images: wrong }, etag)).toMatchObject({
        status: 400,
        body: { code: 'catalog.images-differ' },
      });
    for (const wrong of [
      {},
      { images: 'all' },
      { images: [{ file: 1, alt: '' }] },
      { images: [{ ...images[0], url: 'x' }] },
    ])
      expect(await put(wrong, etag)).toMatchObject({ status: 400, body: { code: 'validation.failed' } });
    const answer = await put({ images }, etag);
    expect(answer.status).toBe(200);
    expect(answer.body.items.map(({ file: name, alt }) => ({ file: name, alt }))).toEqual(images);
    expect(answer.headers.get('etag')).not.toBe(etag);
    expect(await put({ images }, etag)).toMatchObject({ status: 412 });
    const [row] = await desk.rows<{ image_file: string }>('SELECT image_file FROM products WHERE id = ?', id);
    expect(row?.image_file).toBe(images[0]?.file);
    const [entry] = await desk.database.query<{ before_state: string; after_state: string }>(
      "SELECT before_state, after_state FROM audit_log WHERE action = 'catalog.arrange-product-images' AND subject_id = ?",
      [id],
    );
    const told = [entry!.before_state, entry!.after_state].map((state) => JSON.parse(state) as unknown);
    const before = body.items.map(({ file, alt }) => ({ file, alt }));
    expect(told).toMatchObject([{ images: before }, { images }]);
  });

  it('are taken away by those who have seen them; the files go a day later', async () => {
    const id = await desk.product();
    const { body } = await desk.upload(id, await aPicture());
    const path = `/v1/admin/products/${id}/images`;
    const etag = (await desk.staff.send('GET', path)).headers.get('etag')!;
    const remove = (name: string, ifMatch?: string) =>
      desk.staff.send<Problem & ImageList>(
        'DELETE',
        `${path}/${name}`,
        undefined,
        ifMatch === undefined ? {} : { 'if-match': ifMatch },
      );
    expect(await remove(body.file)).toMatchObject({ status: 428 });
    expect(await remove(body.file, '"0"')).toMatchObject({ status: 412 });
    expect(await remove('lamp.svg', etag)).toMatchObject({
      status: 404,
      body: { code: 'catalog.image-not-found' },
    });
    const { status, body: left } = await remove(body.file, etag);
    expect(status).toBe(200);
    expect(left.items.map(({ file }) => file)).not.toContain(body.file);
    const clean = desk.app.get(DeleteOrphanedImages, { strict: false });
    await clean.execute();
    expect((await desk.picture(body.sizes[0]!.url)).status).toBe(200);
    await desk.daysGoBy(1);
    expect(await clean.execute()).toBeGreaterThan(0);
    for (const { url } of body.sizes) expect((await desk.picture(url)).status).toBe(404);
    expect(await desk.rows('SELECT id FROM images WHERE product_id = ?', id)).toEqual([]);
  });

  it('can be replaced by importers, in their place and with their text; once', async () => {
    const id = await desk.product();
    const [first, second, ...others] = await desk.images(id);
    const add = desk.app.get(AddProductImage, { strict: false });
    const input = {
      productId: id as AddProductImageInput['productId'],
      bytes: await aPicture(),
      actor: 'system:import',
      replaces: second!.file,
    };
    const added = await add.execute(input);
    expect(added).toMatchObject({ version: 2, isNew: true });
    expect((await desk.images(id)).map(({ file, alt }) => [file, alt])).toEqual(
      [first!, { file: added.file, alt: second!.alt }, ...others].map(({ file, alt }) => [file, alt]),
    );
    expect(await add.execute(input)).toEqual({ ...added, isNew: false });
    await add.execute({ ...input, bytes: await aPicture(), replaces: added.file, alt: 'Sharper' });
    const [row] = await desk.database.query<{ unused: number }>(
      'SELECT unused_since IS NOT NULL AS unused FROM images WHERE file = ?',
      [added.file],
    );
    expect(row?.unused).toBe(1);
    const unitOfWork = desk.app.get(UnitOfWork, { strict: false });
    await expect(unitOfWork.run(() => add.execute(input))).rejects.toThrow(TypeError);
  });

  it('can all be taken away', async () => {
    const id = await desk.product();
    const path = `/v1/admin/products/${id}/images`;
    let version = 1;
    for (const { file } of await desk.images(id))
      await desk.staff.ask('DELETE', `${path}/${file}`, undefined, { 'if-match': `"${String(version++)}"` });
    expect(await desk.images(id)).toEqual([]);
    await eventually(async () => {
      expect(await visitor.get<ProductCard>(`/v1/products/${id}`)).toMatchObject({
        imageUrl: null,
        images: [],
      });
    });
  });
});

describe('files that nobody shows', () => {
  const clean = (): Promise<number> => desk.app.get(DeleteOrphanedImages, { strict: false }).execute();
  const filesOf = async (name: string): Promise<string[]> =>
    (await readdir(join(desk.folder, 'files', 'images'))).filter((each) =>
      each.startsWith(name.slice(0, 36)),
    );

  it('are found when an upload breaks off at the store, and nothing is shown', async () => {
    const id = await desk.product();
    const before = await desk.images(id);
    const [incoming, kept] = [join(desk.folder, 'files', '.incoming'), join(desk.folder, 'kept')];
    await rm(incoming, { recursive: true });
    await writeFile(incoming, 'in the way');
    const { status, body } = await desk.upload<Problem>(id, await aPicture());
    expect([status, body.code]).toEqual([503, 'platform.storage-unavailable']);
    expect(body.detail).not.toContain(kept);
    await rm(incoming);
    expect(await desk.images(id)).toEqual(before);
    const orphans = (): Promise<object[]> => desk.rows('SELECT id FROM images WHERE product_id = ?', id);
    expect((await orphans()).length).toBe(1);
    await clean();
    expect((await orphans()).length).toBe(1);
    await desk.daysGoBy(1);
    await clean();
    expect(await orphans()).toEqual([]);
  });

  it('are found when their product shows others without a word; those that are shown are never touched', async () => {
    const id = await desk.product();
    const { body } = await desk.upload(id, await aPicture());
    const other = await desk.upload(await desk.product(), await aPicture());
    // As an import or the deletion of a draft does it.
    await desk.database.query('DELETE FROM product_images WHERE file = ?', [body.file]);
    await clean();
    await desk.daysGoBy(2);
    await desk.database.query("UPDATE images SET unused_since = '2026-01-01' WHERE file = ?", [
      other.body.file,
    ]);
    await clean();
    expect(await filesOf(body.file)).toEqual([]);
    expect((await filesOf(other.body.file)).length).toBe(4);
  });

  it('are none that a product shows, even if somebody has begun to delete them', async () => {
    const { body } = await desk.upload(await desk.product(), await aPicture());
    await desk.database.query(
      "UPDATE images SET state = 'deleting', unused_since = '2026-01-01' WHERE file = ?",
      [body.file],
    );
    await clean();
    expect((await filesOf(body.file)).length).toBe(4);
  });

  it('are noticed all, however many an import has left behind', async () => {
    const id = idToBytes(await desk.product());
    const rows = Array.from({ length: 2_100 }, () => {
      const image = newId();
      return [
        idToBytes(image),
        id,
        `${image}-1600.webp`,
        'stored',
        1,
        1,
        1,
        'image/png',
        Buffer.alloc(32),
        'x',
      ];
    });
    await desk.database.query(
      `INSERT INTO images (id, product_id, file, state, width, height, bytes, source_type, source_hash, uploaded_by, created_at)
       VALUES ${rows.map((row) => `(${row.map(() => '?').join(', ')}, UTC_TIMESTAMP(3))`).join(', ')}`,
      rows.flat(),
    );
    await clean();
    const waiting = 'SELECT id FROM images WHERE product_id = ? AND unused_since > NOW() - INTERVAL 1 DAY';
    expect(await desk.database.query(waiting, [id])).toHaveLength(2_100);
    await desk.database.query('DELETE FROM images WHERE product_id = ?', [id]);
  });

  it('are found again by the next run when one ends in the middle', async () => {
    const id = await desk.product();
    const { body } = await desk.upload(id, await aPicture());
    await desk.database.query('DELETE FROM product_images WHERE file = ?', [body.file]);
    await desk.database.query(
      "UPDATE images SET state = 'deleting', unused_since = '2026-01-01' WHERE file = ?",
      [body.file],
    );
    await rm(join(desk.folder, 'files', 'images', body.sizes[0]!.url.slice('/images/'.length)));
    await clean();
    expect(await filesOf(body.file)).toEqual([]);
    expect(await desk.rows('SELECT id FROM images WHERE product_id = ?', id)).toEqual([]);
  });
});
