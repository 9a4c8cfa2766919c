// What a search box is given becomes a query of our own making: words of letters and digits only, so that no operator of the
// full-text language (+ - < > ( ) ~ * " @) ever comes from outside.

/** InnoDB indexes no shorter word (innodb_ft_min_token_size) … */
const minLength = 3;
/** … and no longer one (innodb_ft_max_token_size). */
const maxLength = 84;
/** More would make the query dear and the answer no better. */
const maxWords = 12;

// InnoDB's default stop words (information_schema.innodb_ft_default_stopword): asked for with +, they match nothing.
// prettier-ignore
const stopWords = new Set([
  'a', 'about', 'an', 'are', 'as', 'at', 'be', 'by', 'com', 'de', 'en', 'for', 'from', 'how', 'i', 'in', 'is', 'it', 'la',
  'of', 'on', 'or', 'that', 'the', 'this', 'to', 'was', 'what', 'when', 'where', 'who', 'will', 'with', 'und', 'www',
]);

/**
 * The full-text query for what somebody typed: all words must be there, the last one may be unfinished.
 * @returns undefined if it holds no word that could be found
 */
export function booleanQueryOf(text: string): string | undefined {
  const words =
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{N}_]+/gu) ?? [];
  const last = words.at(-1);
  if (last === undefined) return undefined;
  const wholeWords = [...new Set(words.slice(0, -1).filter(isIndexed))].slice(0, maxWords);
  const required = wholeWords.map((word) => `+${word}`);
  if (isPrefix(last, required.length)) required.push(`+${last}*`);
  return required.length === 0 ? undefined : required.join(' ');
}

function isIndexed(word: string): boolean {
  return word.length >= minLength && word.length <= maxLength && !stopWords.has(word);
}

/** "lamp for the" is about lamps; a lone "the" may become "thermos". One letter alone would match half of the shop. */
function isPrefix(word: string, otherWords: number): boolean {
  if (word.length < 2 || word.length > maxLength) return false;
  return otherWords === 0 || !stopWords.has(word);
}
