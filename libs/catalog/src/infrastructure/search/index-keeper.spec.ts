import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import type { ChangeFollower } from '#platform/changes/change-follower.js';
import type { ChangeListener } from '#platform/changes/change-subscription.js';
import { aDocument, idNumber, shelf, smallShop, standingIn } from '../../testing/search-documents.js';
import { IndexKeeper } from './index-keeper.js';
import type { IndexSource } from './index-source.js';
import type { SearchDocument, SearchLabels } from './search-document.js';

const everything = {
  match: 'all',
  options: [],
  onSale: false,
  inStock: false,
  facets: [],
  limit: 5,
} as const;

/** A database that can be changed, be away, and counts how often it is read from the beginning. */
class Shelves {
  readonly documents = new Map<string, SearchDocument>();
  labelled: SearchLabels = smallShop;
  loads = 0;
  labelReads = 0;
  isAway = false;
  /** What the reading waits for. */
  gate: Promise<unknown> = Promise.resolve();

  constructor(...documents: SearchDocument[]) {
    this.put(...documents);
  }

  put(...documents: SearchDocument[]): void {
    for (const document of documents) this.documents.set(document.id, document);
  }

  async labels(): Promise<SearchLabels> {
    this.labelReads += 1;
    await this.gate;
    if (this.isAway) throw new Error('away');
    return this.labelled;
  }

  productsAfter(id: string, limit: number): Promise<SearchDocument[]> {
    if (id === '00000000-0000-0000-0000-000000000000') this.loads += 1;
    const sorted = [...this.documents.values()].sort((one, other) => (one.id < other.id ? -1 : 1));
    return Promise.resolve(sorted.filter((each) => each.id > id).slice(0, limit));
  }

  products(ids: readonly string[]): Promise<SearchDocument[]> {
    if (this.isAway) return Promise.reject(new Error('away'));
    return Promise.resolve(ids.flatMap((id) => this.documents.get(id) ?? []));
  }
}

describe('the keeper of the index', () => {
  beforeAll(() => {
    Logger.overrideLogger(false);
  });
  afterAll(() => {
    Logger.overrideLogger(['log', 'warn', 'error']);
  });

  const keepers: IndexKeeper[] = [];
  afterEach(() => Promise.all(keepers.splice(0).map((keeper) => keeper.stop())));

  function keep(shelves: Shelves): IndexKeeper {
    const follower = { subscribe: (listener: ChangeListener) => ({ listener, version: 7 }) };
    const keeper = new IndexKeeper(shelves as unknown as IndexSource, follower as unknown as ChangeFollower);
    keepers.push(keeper);
    keeper.follow();
    keeper.start();
    return keeper;
  }

  async function found(keeper: IndexKeeper, text: string): Promise<number> {
    const { search } = await keeper.current();
    return search.search({ ...everything, text, sort: 'relevance', window: { offset: 0 } }).total;
  }

  const product = (number: number): { topic: string; subject: string } => ({
    topic: 'product',
    subject: idNumber(number),
  });

  it('lets requests wait until everything is loaded', async () => {
    const shelves = new Shelves(...Array.from({ length: 600 }, (_, n) => aDocument(n + 1, { name: 'Lamp' })));
    let open = (): void => undefined;
    shelves.gate = new Promise<void>((resolve) => (open = resolve));
    const total = found(keep(shelves), 'lamp');
    open();
    expect(await total).toBe(600);
    expect(shelves.loads).toBe(1);
  });

  it('reads what has changed anew, and takes out what is not published any more', async () => {
    const shelves = new Shelves(aDocument(1, { name: 'Lamp' }), aDocument(2, { name: 'Lamp' }));
    const keeper = keep(shelves);
    expect(await found(keeper, 'lamp')).toBe(2);
    shelves.put(aDocument(1, { name: 'Lantern' }), aDocument(3, { name: 'Lamp' }));
    shelves.documents.delete(idNumber(2));
    await keeper.changed([product(1), product(2), product(3)]);
    expect(await found(keeper, 'lamp')).toBe(1);
    expect(await found(keeper, 'lantern')).toBe(1);
    expect((await keeper.current()).version).toBe(7);
    expect(shelves.loads).toBe(1);
  });

  it('knows the new name of a category without reading its products', async () => {
    const shelves = new Shelves(aDocument(1, { name: 'Lamp', scopes: standingIn(shelf.lighting) }));
    const keeper = keep(shelves);
    expect(await found(keeper, 'gleaming')).toBe(0);
    const categories = smallShop.categories.map((each) =>
      each.id === shelf.lighting ? { ...each, name: 'Gleaming things' } : each,
    );
    shelves.labelled = { ...smallShop, categories };
    await keeper.changed([{ topic: 'scope', subject: shelf.lighting }]);
    expect(await found(keeper, 'gleaming')).toBe(1);
  });

  it('reads names only when one of them may have changed: stocks change far more often, and sessions end', async () => {
    const shelves = new Shelves(aDocument(1, { name: 'Lamp' }));
    const keeper = keep(shelves);
    await keeper.changed([product(1), { topic: 'session', subject: idNumber(7) }]);
    expect(shelves.labelReads).toBe(1);
    await keeper.changed([product(1), { topic: 'search', subject: idNumber(0) }]);
    expect(shelves.labelReads).toBe(2);
  });

  it('knows new names while all products are read anew, too', async () => {
    const shelves = new Shelves(aDocument(1, { name: 'Lamp', scopes: standingIn(shelf.lighting) }));
    const keeper = keep(shelves);
    expect(await found(keeper, 'gleaming')).toBe(0);
    const [lighting, ...others] = smallShop.categories;
    shelves.labelled = { ...smallShop, categories: [{ ...lighting!, name: 'Gleaming' }, ...others] };
    let open = (): void => undefined;
    const gate = new Promise<void>((resolve) => (open = resolve));
    shelves.productsAfter = () => gate.then(() => [...shelves.documents.values()]);
    const reading = keeper.reset();
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(await found(keeper, 'gleaming')).toBe(1);
    open();
    await reading;
  });

  it('goes on answering while the database is away, and tells that it could not take over a change', async () => {
    const shelves = new Shelves(aDocument(1, { name: 'Lamp' }));
    const keeper = keep(shelves);
    expect(await found(keeper, 'lamp')).toBe(1);
    shelves.isAway = true;
    await expect(keeper.changed([product(1)])).rejects.toThrow('away');
    await expect(keeper.reset()).rejects.toThrow('away');
    expect(await found(keeper, 'lamp')).toBe(1);
  });

  it('tries again until it is loaded', async () => {
    const shelves = new Shelves(aDocument(1, { name: 'Lamp' }));
    shelves.isAway = true;
    const total = found(keep(shelves), 'lamp');
    setTimeout(() => (shelves.isAway = false), 50);
    expect(await total).toBe(1);
  });

  it('makes the index anew once too much of it is of no use', async () => {
    const named = (name: string): SearchDocument[] =>
      Array.from({ length: 8_000 }, (_, n) => aDocument(n + 1, { name }));
    const shelves = new Shelves(...named('Lamp'));
    const keeper = keep(shelves);
    expect(await found(keeper, 'lamp')).toBe(8_000);
    shelves.put(...named('Lantern'));
    await keeper.changed(Array.from({ length: 8_000 }, (_, n) => product(n + 1)));
    expect((await keeper.current()).search.index.waste).toBe(0.5);
    await keeper.changed([product(1)]);
    expect(shelves.loads).toBe(2);
    expect((await keeper.current()).search.index.waste).toBe(0);
    expect([await found(keeper, 'lantern'), await found(keeper, 'lamp')]).toEqual([8_000, 0]);
  });
});
