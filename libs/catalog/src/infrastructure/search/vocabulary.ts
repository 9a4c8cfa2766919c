import { distancesBetween, forgivenErrors } from './edit-distance.js';
import { withRoom } from './growing.js';
import type { Token } from './words.js';

/** The words that products and labels use now, by numbers from 1; found whole, by their beginning, or with typing errors in them. */
export class Vocabulary {
  private readonly numbers = new Map<string, number>();
  private readonly terms: string[] = [''];
  private readonly surfaces = new Map<number, string>();
  private products = new Uint32Array(1_024);
  private names = new Uint32Array(1_024);
  private letters = new Uint32Array(1_024);
  private labelled: ReadonlySet<number> = new Set();
  private sorted: number[] = [];

  /** The word's number, a new one if it was never met. */
  numberOf({ term, surface }: Token): number {
    const known = this.numbers.get(term);
    if (known !== undefined) return known;
    const number = this.terms.length;
    this.terms.push(term);
    this.numbers.set(term, number);
    if (surface !== term) this.surfaces.set(number, surface);
    this.products = withRoom(this.products, Uint32Array, number);
    this.names = withRoom(this.names, Uint32Array, number);
    this.letters = withRoom(this.letters, Uint32Array, number);
    this.letters[number] = lettersOf(term);
    return number;
  }

  /** A product begins (1) or ceases (-1) to use the word. */
  count(number: number, inName: boolean, by: 1 | -1): void {
    this.products[number] = (this.products[number] as number) + by;
    if (inName) this.names[number] = (this.names[number] as number) + by;
  }

  /** The words that name categories and option values; they are known whether or not a product uses them. */
  label(numbers: ReadonlySet<number>): void {
    this.labelled = numbers;
  }

  find(term: string): number | undefined {
    const number = this.numbers.get(term);
    return number !== undefined && this.isUsed(number) ? number : undefined;
  }

  /** Whatever was ever met, used or not; for texts that hold it. */
  met(term: string): number | undefined {
    return this.numbers.get(term);
  }

  termOf(number: number): string {
    return this.terms[number] ?? '';
  }

  /** As it was first written. */
  surfaceOf(number: number): string {
    return this.surfaces.get(number) ?? this.termOf(number);
  }

  productsOf(number: number): number {
    return this.products[number] ?? 0;
  }

  namesOf(number: number): number {
    return this.names[number] ?? 0;
  }

  isUsed(number: number): boolean {
    return (this.products[number] as number) > 0 || this.labelled.has(number);
  }

  startingWith(prefix: string): number[] {
    const sorted = this.inOrder();
    const found: number[] = [];
    for (let index = this.placeOf(prefix, sorted); index < sorted.length; index++) {
      const number = sorted[index] as number;
      if (!this.termOf(number).startsWith(prefix)) break;
      if (this.isUsed(number)) found.push(number);
    }
    return found;
  }

  /**
   * What may be meant by a word that nobody uses: those with the fewest typing errors, of these those with its first letter if there are any.
   * With `unfinished`, beginnings are compared if no whole word is near.
   */
  near(word: string, { unfinished }: { unfinished: boolean }): number[] {
    const most = forgivenErrors(word);
    if (most === 0) return [];
    const nearest = new Nearest();
    const nearestBeginning = new Nearest();
    const withBeginnings = unfinished && word.length >= 4;
    const letters = lettersOf(word);
    for (let number = 1; number < this.terms.length; number++) {
      const term = this.terms[number] as string;
      if (!couldBeNear(word, letters, term, this.letters[number] as number, most, withBeginnings)) continue;
      if (!this.isUsed(number)) continue;
      const { whole, prefix } = distancesBetween(word, term, most);
      if (whole <= most) nearest.offer(number, whole);
      if (withBeginnings && prefix <= most) nearestBeginning.offer(number, prefix);
    }
    const found = nearest.numbers.length > 0 ? nearest.numbers : nearestBeginning.numbers;
    const sameStart = found.filter((number) => this.termOf(number)[0] === word[0]);
    return sameStart.length > 0 ? sameStart : found;
  }

  get size(): number {
    return this.terms.length - 1;
  }

  /** New words are put in order when somebody first asks. */
  private inOrder(): readonly number[] {
    if (this.sorted.length < this.size) {
      for (let number = this.sorted.length + 1; number <= this.size; number++) this.sorted.push(number);
      this.sorted.sort((one, other) => (this.termOf(one) < this.termOf(other) ? -1 : 1));
    }
    return this.sorted;
  }

  private placeOf(prefix: string, sorted: readonly number[]): number {
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.termOf(sorted[middle] as number) < prefix) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

class Nearest {
  numbers: number[] = [];
  private distance = Infinity;

  offer(number: number, distance: number): void {
    if (distance < this.distance) {
      this.distance = distance;
      this.numbers = [number];
    } else if (distance === this.distance) this.numbers.push(number);
  }
}

/** Which letters a word has, as bits; an error changes at most two of them. */
function lettersOf(word: string): number {
  let letters = 0;
  for (let index = 0; index < word.length; index++) letters |= 1 << (word.charCodeAt(index) & 31);
  return letters >>> 0;
}

/** A cheap look before the distance is computed. */
function couldBeNear(
  word: string,
  letters: number,
  term: string,
  termLetters: number,
  most: number,
  withBeginnings: boolean,
): boolean {
  if (term.length < word.length - most) return false;
  if (!withBeginnings && term.length > word.length + most) return false;
  return bits(letters & ~termLetters) <= most;
}

function bits(word: number): number {
  let count = 0;
  for (let rest = word; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}
