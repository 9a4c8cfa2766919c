import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { ObjectStore, StorageUnavailable, type ObjectKey } from './object-store.js';

/** Half-written files of processes that were killed are nobody's after this time. */
const leftOverMs = 3_600_000;

/** A folder. Several processes may share it, several machines if it is on a disk that they share. */
export class DiskObjectStore extends ObjectStore {
  private readonly root: string;
  /** On the same disk as the files, so that a file appears in its place by one rename; keys never begin with a dot. */
  private readonly incoming: string;
  private prepared?: Promise<void> | undefined;

  constructor(folder: string) {
    super();
    this.root = resolve(folder);
    this.incoming = join(this.root, '.incoming');
  }

  override async put(key: ObjectKey, bytes: Uint8Array): Promise<void> {
    const temporary = join(this.incoming, randomUUID());
    try {
      await this.prepare();
      await writeDurably(temporary, bytes);
      const path = this.pathOf(key);
      await mkdir(dirname(path), { recursive: true });
      await rename(temporary, path);
    } catch (error) {
      await rm(temporary, { force: true }).catch(() => undefined);
      // Perhaps somebody has taken the folder away: the next one makes it anew.
      this.prepared = undefined;
      throw new StorageUnavailable(`put ${key}`, error);
    }
  }

  override async get(key: ObjectKey): Promise<Uint8Array | undefined> {
    try {
      return await readFile(this.pathOf(key));
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw new StorageUnavailable(`get ${key}`, error);
    }
  }

  override async delete(key: ObjectKey): Promise<void> {
    try {
      await rm(this.pathOf(key), { force: true });
    } catch (error) {
      throw new StorageUnavailable(`delete ${key}`, error);
    }
  }

  private pathOf(key: ObjectKey): string {
    return join(this.root, key);
  }

  /** Once in the life of a process, and again after a failure. */
  private prepare(): Promise<void> {
    this.prepared ??= this.clearIncoming();
    return this.prepared;
  }

  private async clearIncoming(): Promise<void> {
    await mkdir(this.incoming, { recursive: true });
    for (const name of await readdir(this.incoming)) {
      const file = join(this.incoming, name);
      // Another process may just have moved it to its place.
      const written = (await stat(file).catch(() => undefined))?.mtimeMs ?? Date.now();
      if (Date.now() - written > leftOverMs) await rm(file, { force: true });
    }
  }
}

async function writeDurably(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'wx', 0o644);
  try {
    await file.writeFile(bytes);
    // The row that names the file must not outlive it when the power fails.
    await file.sync();
  } finally {
    await file.close();
  }
}

function isMissing(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  return code === 'ENOENT' || code === 'ENOTDIR' || code === 'EISDIR';
}
