import { Bitmap } from './bitmap.js';
import { LabelIndex } from './label-index.js';
import { NameKeys } from './name-keys.js';
import { ProductNumbers } from './product-numbers.js';
import { ProductTexts } from './product-texts.js';
import type { SearchDocument, SearchLabels } from './search-document.js';
import { comparesBy, NameKey, NumberKey, type SortKey } from './sort-keys.js';
import { SortOrder } from './sort-order.js';

export type OrderName = 'newest' | 'price' | 'name' | 'best-selling' | 'rating';

interface Changes {
  leaving: Set<number>;
  entering: Set<number>;
}

const nothing = new Bitmap(0);

/**
 * All published products as columns, sets of bits and sorted numbers. A change takes effect at once and as a whole: nobody who reads
 * can see half of it, because nothing in here waits.
 */
export class SearchIndex {
  readonly numbers = new ProductNumbers();
  readonly texts = new ProductTexts();
  /** Published; whoever is not in it is an outdated number. */
  readonly listed = new Bitmap();
  readonly inStock = new Bitmap();
  readonly onSale = new Bitmap();
  /** At least one star, two, … */
  readonly stars = [1, 2, 3, 4, 5].map(() => new Bitmap());
  readonly keys: Readonly<Record<OrderName, SortKey>>;
  readonly orders: Readonly<Record<OrderName, SortOrder>>;
  labels: LabelIndex;
  private readonly names = new NameKeys();
  private readonly members = new Map<string, Bitmap>();
  private readonly published = new NumberKey();
  private readonly prices = new NumberKey();
  private readonly popularities = new NumberKey();
  private readonly ratings = new NumberKey();
  private outdated = 0;

  constructor(labels: SearchLabels) {
    this.labels = new LabelIndex(labels, this.texts.vocabulary);
    this.keys = {
      newest: this.published,
      price: this.prices,
      name: new NameKey(this.names),
      'best-selling': this.popularities,
      rating: this.ratings,
    };
    const order = (key: SortKey): SortOrder => new SortOrder(comparesBy(key, this.numbers));
    this.orders = {
      newest: order(this.keys.newest),
      price: order(this.keys.price),
      name: order(this.keys.name),
      'best-selling': order(this.keys['best-selling']),
      rating: order(this.keys.rating),
    };
  }

  /** How many numbers there are, the outdated included: the length of a column. */
  get length(): number {
    return this.numbers.length;
  }

  /** Which part of the numbers is of no use any more, from 0 to 1. */
  get waste(): number {
    return this.length === 0 ? 0 : this.outdated / this.length;
  }

  setLabels(labels: SearchLabels): void {
    this.labels = new LabelIndex(labels, this.texts.vocabulary);
  }

  /** The products of a department or category, or with an option value. */
  membersOf(id: string): Bitmap {
    return this.members.get(id) ?? nothing;
  }

  /** Puts products in, in place of what they were, and takes others out. */
  apply(documents: readonly SearchDocument[], gone: readonly string[] = []): void {
    const changes = noChanges();
    for (const id of gone) {
      const number = this.listedNumberOf(id);
      if (number !== undefined) this.remove(number, changes);
    }
    for (const document of documents) this.put(document, changes);
    this.sort(changes);
  }

  /** Sold units are told by nobody: they are read from time to time. */
  setPopularities(popularities: Iterable<readonly [id: string, popularity: number]>): void {
    const changes = noChanges();
    for (const [id, popularity] of popularities) {
      const number = this.listedNumberOf(id);
      if (number !== undefined) this.setValue('best-selling', this.popularities, number, popularity, changes);
    }
    this.sort(changes);
  }

  private put(document: SearchDocument, changes: Record<OrderName, Changes>): void {
    const { id, name, description } = document;
    let number = this.listedNumberOf(id);
    if (number !== undefined && !this.texts.isText(number, name, description)) {
      this.remove(number, changes);
      number = undefined;
    }
    const isNew = number === undefined;
    number ??= this.insert(document, changes);
    this.setValue('newest', this.published, number, document.publishedAt, changes);
    this.setValue('price', this.prices, number, document.price, changes);
    this.setValue('best-selling', this.popularities, number, document.popularity, changes);
    this.setValue('rating', this.ratings, number, document.ratingScore, changes);
    this.setFlags(document, number);
    this.setMembership(document, number, isNew);
  }

  private insert(
    { id, name, nameKey, description }: SearchDocument,
    changes: Record<OrderName, Changes>,
  ): number {
    const number = this.numbers.give(id);
    this.texts.add(number, name, description);
    this.names.set(number, nameKey);
    for (const key of [this.published, this.prices, this.popularities, this.ratings]) key.set(number, NaN);
    this.listed.add(number);
    changes.name.entering.add(number);
    return number;
  }

  private remove(number: number, changes: Record<OrderName, Changes>): void {
    this.texts.remove(number);
    this.listed.delete(number);
    this.outdated += 1;
    for (const { leaving, entering } of Object.values(changes)) {
      leaving.add(number);
      entering.delete(number);
    }
    for (const members of this.members.values()) members.delete(number);
  }

  private setValue(
    order: OrderName,
    key: NumberKey,
    number: number,
    value: number,
    changes: Record<OrderName, Changes>,
  ): void {
    const before = key.valueOf(number);
    if (before === value) return;
    key.set(number, value);
    const { leaving, entering } = changes[order];
    if (!Number.isNaN(before)) leaving.add(number);
    entering.add(number);
  }

  private setFlags({ price, listPrice, inStock, stars }: SearchDocument, number: number): void {
    setBit(this.onSale, number, price < listPrice);
    setBit(this.inStock, number, inStock);
    this.stars.forEach((bitmap, index) => setBit(bitmap, number, stars > index));
  }

  private setMembership({ scopes, optionValues }: SearchDocument, number: number, isNew: boolean): void {
    if (!isNew) for (const members of this.members.values()) members.delete(number);
    for (const id of [...scopes, ...optionValues]) {
      let members = this.members.get(id);
      if (members === undefined) this.members.set(id, (members = new Bitmap()));
      members.add(number);
    }
  }

  private sort(changes: Record<OrderName, Changes>): void {
    for (const [name, { leaving, entering }] of Object.entries(changes)) {
      this.orders[name as OrderName].change(leaving, entering);
    }
  }

  private listedNumberOf(id: string): number | undefined {
    const number = this.numbers.numberOf(id);
    return number !== undefined && this.listed.has(number) ? number : undefined;
  }
}

function noChanges(): Record<OrderName, Changes> {
  const none = (): Changes => ({ leaving: new Set(), entering: new Set() });
  return { newest: none(), price: none(), name: none(), 'best-selling': none(), rating: none() };
}

function setBit(bitmap: Bitmap, number: number, isSet: boolean): void {
  if (isSet) bitmap.add(number);
  else bitmap.delete(number);
}
