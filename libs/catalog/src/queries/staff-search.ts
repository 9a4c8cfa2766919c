// InnoDB indexes no word that is shorter (innodb_ft_min_token_size) or that is one of these (innodb_ft_default_stopword).
const shortest = 3;
// prettier-ignore
const stopWords = new Set([
  'about', 'are', 'com', 'for', 'from', 'how', 'that', 'the', 'this', 'und', 'was', 'what', 'when', 'where', 'who', 'will', 'with', 'www',
]);
const mostWords = 10;

/**
 * The full-text query for what staff have typed: each word at least as a beginning, no operator of the language.
 * @returns undefined if it holds no word that could be found
 */
export function wordsOfNames(text: string): string | undefined {
  const words =
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu)
      ?.filter((word) => word.length >= shortest && !stopWords.has(word)) ?? [];
  return words.length === 0
    ? undefined
    : words
        .slice(0, mostWords)
        .map((word) => `+${word}*`)
        .join(' ');
}

/** A pattern for `LIKE … ESCAPE '|'` that finds what begins so, signs of patterns taken by the letter. */
export function likePrefix(text: string): string {
  return `${text.trim().replaceAll(/[|%_]/g, '|$&')}%`;
}
