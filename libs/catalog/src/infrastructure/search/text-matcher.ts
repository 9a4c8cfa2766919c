import { Bitmap } from './bitmap.js';
import type { SearchIndex } from './search-index.js';
import type { SearchText, SearchWord } from './search-text.js';
import { isStopWord, type Token } from './words.js';

/** What a word is worth by where it is found: the name says what a thing is, the description only what it has to do with. */
export interface Weights {
  name: number;
  label: number;
  description: number;
}

export const exact: Weights = { name: 12, label: 6, description: 2 };
/** Found by its beginning or with typing errors. */
export const alike: Weights = { name: 9, label: 5, description: 1 };
export const phrase: Weights = { name: 24, label: 12, description: 4 };
/** For a name that has nothing but the words asked for. */
const wholeName = 8;
/** With any word being enough, each further one outweighs everything else. */
const furtherWord = 256;

/** Each is looked for among all words there are: a text of nothing but slips must not hold up everybody else. */
const mostSlips = 4;

export interface TextMatch {
  products: Bitmap;
  scoreOf: (number: number) => number;
}

/** Which products a text finds, and how well each answers it. */
export class TextMatcher {
  // Reused from search to search: a search never waits, so there is only one at a time.
  private best = new Uint8Array(0);
  private sums = new Uint16Array(0);
  private found = new Uint8Array(0);
  private inName = new Uint8Array(0);
  /** What words of this request that nobody uses may stand for; suggestions ask several times. */
  private readonly slips = new Map<string, readonly number[]>();

  constructor(private readonly index: SearchIndex) {}

  /** Before each request: the words in use may have changed since the last. */
  forgetSlips(): void {
    this.slips.clear();
  }

  match(text: SearchText, match: 'all' | 'any'): TextMatch {
    this.begin();
    for (const word of text.words) {
      this.findWord(word);
      this.addUp();
    }
    for (const tokens of text.phrases) {
      this.findPhrase(tokens);
      this.addUp();
    }
    const asked = text.words.length + text.phrases.length;
    return this.result(match === 'all' ? asked : 1, asked);
  }

  /** The terms that a word stands for: itself, those it begins, or, if nobody uses it, those it may be a slip of. */
  termsOf(word: SearchWord): { exact: number | undefined; alike: readonly number[] } {
    const { vocabulary } = this.index.texts;
    const known = vocabulary.find(word.term);
    const begun = word.unfinished
      ? vocabulary.startingWith(word.surface).filter((term) => term !== known)
      : [];
    if (known !== undefined || begun.length > 0) return { exact: known, alike: begun };
    return { exact: undefined, alike: this.meantBy(word) };
  }

  private meantBy(word: SearchWord): readonly number[] {
    const key = `${word.surface} ${String(word.unfinished)}`;
    const known = this.slips.get(key);
    if (known !== undefined) return known;
    if (this.slips.size === mostSlips) return [];
    const { vocabulary } = this.index.texts;
    const near = vocabulary.near(word.term, word);
    // The slip may be what made it look like a plural.
    const isPlural = word.term !== word.surface;
    const meant = near.length === 0 && isPlural ? vocabulary.near(word.surface, word) : near;
    this.slips.set(key, meant);
    return meant;
  }

  private begin(): void {
    const { length } = this.index;
    if (this.best.length < length) {
      const room = Math.ceil(length * 1.25);
      this.best = new Uint8Array(room);
      this.sums = new Uint16Array(room);
      this.found = new Uint8Array(room);
      this.inName = new Uint8Array(room);
      return;
    }
    for (const column of [this.best, this.sums, this.found, this.inName]) column.fill(0, 0, length);
  }

  private findWord(word: SearchWord): void {
    const terms = this.termsOf(word);
    for (const term of terms.alike) this.findTerm(term, alike);
    if (terms.exact !== undefined) this.findTerm(terms.exact, exact);
  }

  private findTerm(term: number, weights: Weights): void {
    const { best } = this;
    this.index.texts.postings.forEach(term, (number, inName) => {
      const weight = inName ? weights.name : weights.description;
      if (weight > (best[number] as number)) best[number] = weight;
    });
    for (const id of this.index.labels.having(term)) this.findLabel(id, weights.label);
  }

  private findLabel(id: string, weight: number): void {
    this.index.membersOf(id).forEach((number) => {
      if (weight > (this.best[number] as number)) this.best[number] = weight;
    });
  }

  /** Among the products with the rarest of its words. */
  private findPhrase(tokens: readonly Token[]): void {
    const { vocabulary, postings } = this.index.texts;
    const terms = tokens.map(({ term }) => vocabulary.met(term));
    if (!terms.every((term) => term !== undefined)) return;
    for (const id of this.index.labels.havingPhrase(terms)) this.findLabel(id, phrase.label);
    // Words that say nothing are listed for names only; who asks for nothing else is answered by names.
    const meaningful = terms.filter((term) => !isStopWord(vocabulary.termOf(term)));
    const [rarest] = (meaningful.length > 0 ? meaningful : terms).toSorted(
      (one, other) => vocabulary.productsOf(one) - vocabulary.productsOf(other),
    );
    if (rarest === undefined) return;
    postings.forEach(rarest, (number) => {
      if (!this.index.listed.has(number)) return;
      const place = this.index.texts.placeOfPhrase(number, terms);
      if (place === undefined || (place === 'description' && meaningful.length === 0)) return;
      this.best[number] = Math.max(this.best[number] as number, phrase[place]);
    });
  }

  /** What the word has found is added to what the others have. */
  private addUp(): void {
    const { best, sums, found, inName } = this;
    const { length } = this.index;
    for (let number = 0; number < length; number++) {
      const weight = best[number] as number;
      if (weight === 0) continue;
      sums[number] = (sums[number] as number) + weight;
      found[number] = (found[number] as number) + 1;
      if (weight === exact.name || weight === alike.name || weight === phrase.name)
        inName[number] = (inName[number] as number) + 1;
      best[number] = 0;
    }
  }

  private result(needed: number, asked: number): TextMatch {
    const { found } = this;
    const { length, listed } = this.index;
    const products = new Bitmap(length);
    if (asked > 0) {
      for (let number = 0; number < length; number++) {
        if ((found[number] as number) >= needed && listed.has(number)) products.add(number);
      }
    }
    return { products, scoreOf: (number) => this.scoreOf(number) };
  }

  private scoreOf(number: number): number {
    const words = this.index.texts.nameLengthOf(number);
    const covered = Math.min(this.inName[number] as number, words);
    const share = words === 0 ? 0 : Math.floor((wholeName * covered) / words);
    return (this.sums[number] as number) + share + furtherWord * (this.found[number] as number);
  }
}
