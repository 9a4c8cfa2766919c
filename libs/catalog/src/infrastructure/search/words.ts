/** Words that say nothing about what is sold. Typed with others they are ignored; alone they count. */
// prettier-ignore
const stopWords = new Set([
  'a', 'about', 'an', 'and', 'are', 'as', 'at', 'be', 'by', 'for', 'from', 'how', 'i', 'in', 'is', 'it', 'its', 'no', 'not', 'of', 'on',
  'or', 'that', 'the', 'this', 'to', 'was', 'what', 'when', 'where', 'which', 'who', 'will', 'with',
]);

const longestWord = 40;

// prettier-ignore
const irregular: ReadonlyMap<string, string> = new Map([
  ['children', 'child'], ['feet', 'foot'], ['halves', 'half'], ['knives', 'knife'], ['leaves', 'leaf'], ['loaves', 'loaf'],
  ['men', 'man'], ['scarves', 'scarf'], ['shelves', 'shelf'], ['wolves', 'wolf'], ['women', 'woman'],
]);

// Letters that Unicode does not take apart.
const foldings: Readonly<Record<string, string>> = {
  ß: 'ss',
  ø: 'o',
  æ: 'ae',
  œ: 'oe',
  ł: 'l',
  đ: 'd',
  ı: 'i',
};

export interface Token {
  /** Lower case, without marks: what is typed and shown. */
  surface: string;
  /** Singular: what is compared. */
  term: string;
}

export function isStopWord(term: string): boolean {
  return stopWords.has(term);
}

/** "Men's crème T-shirts" → mens, creme, t, shirts, whatever the script and the width of the letters. */
export function tokensOf(text: string): Token[] {
  const plain = plainOf(text).replace(/['’](?=(?:s|t|re|ll|ve|m|d)(?![\p{L}\p{N}]))/gu, '');
  return (plain.match(/[\p{L}\p{N}]+/gu) ?? []).map((word) => {
    const surface = word.slice(0, longestWord);
    return { surface, term: singularOf(surface) };
  });
}

function plainOf(text: string): string {
  // Most texts have nothing that could be folded, and loading the index folds all of them.
  if (!/[^\0-\x7f]/.test(text)) return text.toLowerCase();
  return text
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .replace(/[ßøæœłđı]/g, (letter) => foldings[letter] ?? letter);
}

/** What words joined by hyphens make together, so that "tshirt" finds "T-shirt". */
export function compoundsOf(text: string): Token[] {
  if (!text.includes('-')) return [];
  const joined = text.match(/[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)+/gu) ?? [];
  return joined.flatMap((each) => tokensOf(each.replaceAll('-', '')));
}

/** English plurals, and no other language: boxes → box, berries → berry, lamps → lamp; glass, bus and iris stay. */
export function singularOf(word: string): string {
  const singular = regularSingularOf(word);
  return irregular.get(word) ?? irregular.get(singular) ?? singular;
}

function regularSingularOf(word: string): string {
  if (word.length < 4 || !word.endsWith('s')) return word;
  if (/(?:ss|us|is)$/.test(word)) return word;
  if (word.length > 4 && word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  if (/(?:ch|sh|ss|x|zz)es$/.test(word)) return word.slice(0, -2);
  return word.slice(0, -1);
}
