import type { SearchDocument, SearchLabels } from '../infrastructure/search/search-document.js';
import type { SearchText, SearchWord } from '../infrastructure/search/search-text.js';
import { compoundsOf, isStopWord, tokensOf } from '../infrastructure/search/words.js';

/** What a product says of itself, as words. */
interface Words {
  name: string[];
  nameAndCompounds: string[];
  label: string[][];
  description: string[];
  descriptionAndCompounds: string[];
}

interface Weights {
  name: number;
  label: number;
  description: number;
}

const exact: Weights = { name: 12, label: 6, description: 2 };
const alike: Weights = { name: 9, label: 5, description: 1 };
const phrase: Weights = { name: 24, label: 12, description: 4 };

/** The rules of docs/adr/0016 word by word, without any index. */
export class NaiveTextSearch {
  private readonly words: ReadonlyMap<string, Words>;
  private readonly used: ReadonlySet<string>;

  constructor(
    documents: readonly SearchDocument[],
    private readonly labels: SearchLabels,
    private readonly text: SearchText,
  ) {
    this.words = new Map(documents.map((document) => [document.id, this.wordsOf(document)]));
    const inProducts = [...this.words.values()].flatMap((words) => [
      ...words.nameAndCompounds,
      ...words.descriptionAndCompounds.filter((term) => !isStopWord(term)),
    ]);
    this.used = new Set([...inProducts, ...this.allLabels().flatMap(({ name }) => meaningful(terms(name)))]);
  }

  /** 0 if it does not answer the text. */
  scoreOf({ id }: SearchDocument, match: 'all' | 'any'): number {
    const words = this.words.get(id);
    if (words === undefined) return 0;
    const worth = [
      ...this.text.words.map((word) => this.worthOfWord(words, word)),
      ...this.text.phrases.map((tokens) =>
        worthOfPhrase(
          words,
          tokens.map(({ term }) => term),
        ),
      ),
    ];
    const found = worth.filter((each) => each > 0);
    if (found.length < (match === 'all' ? Math.max(1, worth.length) : 1)) return 0;
    const inName = Math.min(
      found.filter((each) => [exact.name, alike.name, phrase.name].includes(each)).length,
      words.name.length,
    );
    const share = words.name.length === 0 ? 0 : Math.floor((8 * inName) / words.name.length);
    return found.reduce((sum, each) => sum + each, 0) + share + 256 * found.length;
  }

  private worthOfWord(words: Words, word: SearchWord): number {
    const isKnown = this.used.has(word.term);
    const begun = word.unfinished
      ? [...this.used].filter((term) => term.startsWith(word.surface) && term !== word.term)
      : [];
    const others = isKnown || begun.length > 0 ? begun : this.meant(word);
    return Math.max(
      isKnown ? worthOf(words, word.term, exact) : 0,
      ...others.map((term) => worthOf(words, term, alike)),
    );
  }

  private meant({ term, surface, unfinished }: SearchWord): string[] {
    const near = this.near(term, unfinished);
    return near.length > 0 ? near : this.near(surface, unfinished);
  }

  private near(term: string, unfinished: boolean): string[] {
    const most = term.length < 3 ? 0 : term.length < 8 ? 1 : 2;
    const nearest = (distanceTo: (other: string) => number): string[] => {
      const distances = [...this.used].map((other) => [other, distanceTo(other)] as const);
      const least = Math.min(...distances.map(([, distance]) => distance));
      return least > most
        ? []
        : distances.filter(([, distance]) => distance === least).map(([other]) => other);
    };
    if (most === 0) return [];
    let found = nearest((other) => distance(term, other));
    if (found.length === 0 && unfinished && term.length >= 4) {
      found = nearest((other) =>
        Math.min(
          ...Array.from({ length: other.length + 1 }, (_, length) => distance(term, other.slice(0, length))),
        ),
      );
    }
    const sameStart = found.filter((other) => other[0] === term[0]);
    return sameStart.length > 0 ? sameStart : found;
  }

  private wordsOf({ name, description, scopes, optionValues }: SearchDocument): Words {
    const labels = this.allLabels().filter(({ id }) => scopes.includes(id) || optionValues.includes(id));
    const compounds = (text: string): string[] => compoundsOf(text).map(({ term }) => term);
    return {
      name: terms(name),
      nameAndCompounds: [...terms(name), ...compounds(name)],
      label: labels.map((label) => terms(label.name)),
      description: terms(description),
      descriptionAndCompounds: [...terms(description), ...compounds(description)],
    };
  }

  private allLabels(): { id: string; name: string }[] {
    return [...this.labels.categories, ...this.labels.options.flatMap(({ values }) => values)];
  }
}

function worthOf(words: Words, term: string, weights: Weights): number {
  if (words.nameAndCompounds.includes(term)) return weights.name;
  if (words.label.some((label) => meaningful(label).includes(term))) return weights.label;
  return meaningful(words.descriptionAndCompounds).includes(term) ? weights.description : 0;
}

function worthOfPhrase(words: Words, asked: string[]): number {
  const has = (text: string[]): boolean =>
    text.some((_, start) => asked.every((term, place) => text[start + place] === term));
  if (has(words.name)) return phrase.name;
  if (words.label.some(has)) return phrase.label;
  return meaningful(asked).length > 0 && has(words.description) ? phrase.description : 0;
}

function terms(text: string): string[] {
  return tokensOf(text).map(({ term }) => term);
}

function meaningful(words: string[]): string[] {
  return words.filter((word) => !isStopWord(word));
}

/** Optimal string alignment, by its definition. */
function distance(one: string, other: string): number {
  if (one === '' || other === '') return one.length + other.length;
  const table = Array.from({ length: one.length + 1 }, (_, row) =>
    Array.from({ length: other.length + 1 }, (__, column) => (row === 0 ? column : column === 0 ? row : 0)),
  );
  const at = (row: number, column: number): number => table[row]?.[column] ?? Infinity;
  for (let row = 1; row <= one.length; row++) {
    for (let column = 1; column <= other.length; column++) {
      const isSame = one[row - 1] === other[column - 1];
      const isSwap =
        row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      (table[row] as number[])[column] = Math.min(
        at(row - 1, column) + 1,
        at(row, column - 1) + 1,
        at(row - 1, column - 1) + (isSame ? 0 : 1),
        isSwap ? at(row - 2, column - 2) + 1 : Infinity,
      );
    }
  }
  return at(one.length, other.length);
}
