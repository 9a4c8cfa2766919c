import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Stored } from './objects.js';

const FLUSH_SOON_MS = 100;

/**
 * Everything that the stand-in knows, in memory, and in a file if one is given.
 *
 * The file is a journal: one line of JSON for each step, holding all objects that the step changed. A step is in it
 * as a whole or not at all, and a line that was cut short by a kill is left out. Writing costs what the step
 * changed, not what there is. At start the journal is read, made short, and put back in one rename.
 */
export class State {
  private readonly collections = new Map<string, Map<string, Stored>>();
  private readonly changed = new Set<Stored>();
  private waiting: string[] = [];
  private writing: Promise<void> = Promise.resolve();
  private soon: NodeJS.Timeout | undefined;

  private constructor(private readonly journal?: FileHandle) {}

  static async open(path?: string): Promise<State> {
    if (!path) return new State();
    mkdirSync(dirname(path), { recursive: true });
    const objects = existsSync(path) ? read(path) : [];
    const shortened = `${path}.new`;
    writeFileSync(shortened, objects.length === 0 ? '' : `${JSON.stringify(objects)}\n`);
    renameSync(shortened, path);
    const state = new State(await open(path, 'a'));
    for (const object of objects) state.collection(object.object).set(object.id, object);
    return state;
  }

  find<T extends Stored>(kind: T['object'], id: string): T | undefined {
    return this.collection(kind).get(id) as T | undefined;
  }

  all<T extends Stored>(kind: T['object']): T[] {
    return [...this.collection(kind).values()] as T[];
  }

  save(object: Stored): void {
    this.collection(object.object).set(object.id, object);
    this.changed.add(object);
  }

  remove(object: Stored): void {
    this.collection(object.object).delete(object.id);
    this.changed.add({ id: object.id, object: object.object, created: 0, removed: true });
  }

  /**
   * Resolves when all that was saved so far has left this process. No fsync: that guards against losing the
   * machine, and what a test kills is the process.
   */
  flush(): Promise<void> {
    if (this.journal && this.changed.size > 0) this.waiting.push(`${JSON.stringify([...this.changed])}\n`);
    this.changed.clear();
    this.writing = this.writing.then(() => this.write());
    return this.writing;
  }

  /** For what may be forgotten: many changes, one write. */
  flushSoon(): void {
    this.soon ??= setTimeout(() => {
      this.soon = undefined;
      void this.flush();
    }, FLUSH_SOON_MS);
  }

  async close(): Promise<void> {
    clearTimeout(this.soon);
    await this.flush();
    await this.journal?.close();
  }

  async clear(): Promise<void> {
    await this.flush();
    this.collections.clear();
    await this.journal?.truncate(0);
  }

  private async write(): Promise<void> {
    if (this.waiting.length === 0) return;
    const lines = this.waiting.join('');
    this.waiting = [];
    await this.journal?.appendFile(lines);
  }

  private collection(kind: string): Map<string, Stored> {
    let collection = this.collections.get(kind);
    if (!collection) this.collections.set(kind, (collection = new Map<string, Stored>()));
    return collection;
  }
}

function read(path: string): Stored[] {
  const lines = readFileSync(path, 'utf8').split('\n');
  lines.pop(); // What follows the last line end was never written to its end.
  const objects = new Map<string, Stored>();
  for (const object of lines.flatMap((line) => JSON.parse(line) as Stored[])) {
    const key = `${object.object} ${object.id}`;
    if (object.removed) objects.delete(key);
    else objects.set(key, object);
  }
  return [...objects.values()];
}
