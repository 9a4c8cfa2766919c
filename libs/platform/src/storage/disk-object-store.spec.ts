import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DiskObjectStore } from './disk-object-store.js';
import { objectKey, parseObjectKey, StorageUnavailable } from './object-store.js';

let folder: string;
let store: DiskObjectStore;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tradepost-disk-'));
  store = new DiskObjectStore(join(folder, 'files'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

const key = objectKey('images/a-160.webp');
const bytes = (text: string): Uint8Array => Buffer.from(text);

describe('files on a disk', () => {
  it('are kept, found and deleted', async () => {
    expect(await store.get(key)).toBeUndefined();
    await store.put(key, bytes('one'));
    await store.put(key, bytes('two'));
    expect(Buffer.from((await store.get(key))!).toString()).toBe('two');
    await store.delete(key);
    await store.delete(key);
    expect(await store.get(key)).toBeUndefined();
  });

  it('appear whole: what is half written lies apart, and is thrown away once its writer must be dead', async () => {
    await mkdir(join(folder, 'files', '.incoming'), { recursive: true });
    const [old, young] = ['old', 'young'].map((name) => join(folder, 'files', '.incoming', name));
    await Promise.all([writeFile(old!, 'half'), writeFile(young!, 'half')]);
    await utimes(old!, new Date(), new Date(Date.now() - 2 * 3_600_000));
    await store.put(key, bytes('whole'));
    expect(await readdir(join(folder, 'files', '.incoming'))).toEqual(['young']);
    expect(await readdir(join(folder, 'files', 'images'))).toEqual(['a-160.webp']);
  });

  it('say that the storage is not available when the folder is no folder, and go on once it is', async () => {
    await writeFile(join(folder, 'files'), 'in the way');
    await expect(store.put(key, bytes('x'))).rejects.toThrow(StorageUnavailable);
    expect(await store.get(key)).toBeUndefined();
    await rm(join(folder, 'files'));
    await store.put(key, bytes('x'));
    expect(await store.get(key)).toBeDefined();
    await rm(join(folder, 'files'), { recursive: true });
    await expect(store.put(key, bytes('x'))).rejects.toThrow(StorageUnavailable);
    await store.put(key, bytes('x'));
    expect(await store.get(key)).toBeDefined();
  });

  it('leave nothing behind when a file can not take its place', async () => {
    await mkdir(join(folder, 'files', 'images', 'a-160.webp', 'in-the-way'), { recursive: true });
    await expect(store.put(key, bytes('x'))).rejects.toThrow(StorageUnavailable);
    expect(await readdir(join(folder, 'files', '.incoming'))).toEqual([]);
  });
});

describe('the key of a file', () => {
  it.each(['images/0190f3c1.webp', 'a', 'images/a-160.webp', 'a/b/c/d/e'])('may be %s', (text) => {
    expect(parseObjectKey(text)).toBe(text);
  });

  it.each([
    '',
    '.',
    '..',
    '../a',
    'images/../../etc/passwd',
    'images/..',
    '/etc/passwd',
    'images//a',
    'images/',
    '.incoming/a',
    'a\0b',
    'a\\b',
    'a%2e%2e',
    'a b',
    'ä',
    'a/b/c/d/e/f',
    'a\n',
    'a'.repeat(121),
  ])('is never %j', (text) => {
    expect(parseObjectKey(text)).toBeUndefined();
    expect(() => objectKey(text)).toThrow(TypeError);
  });
});
