const mostWords = 10;

/**
 * Patterns for `LIKE … ESCAPE '|'`, one for each word of what staff have typed: a name that they look for holds all of them, or parts of
 * words that are so. Signs that no name is known by (quotes, operators) are left out.
 */
export function namePatterns(text: string): string[] {
  const words = text.normalize('NFKC').match(/[\p{L}\p{N}]+/gu) ?? [];
  return [...new Set(words)].slice(0, mostWords).map((word) => `%${word}%`);
}

/** A pattern for `LIKE … ESCAPE '|'` that finds what begins so, signs of patterns taken by the letter. */
export function beginningPattern(text: string): string {
  return `${text.trim().replaceAll(/[|%_]/g, '|$&')}%`;
}
