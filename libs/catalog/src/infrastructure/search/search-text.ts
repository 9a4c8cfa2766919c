import { isStopWord, tokensOf, type Token } from './words.js';

/** More would make a search dear and its answer no better. */
const mostWords = 12;

export interface SearchWord extends Token {
  /** The last word may be the beginning of one. */
  unfinished: boolean;
}

/** What somebody typed, taken apart: nothing but words is left, so that no character has a meaning for an engine. */
export interface SearchText {
  words: readonly SearchWord[];
  /** In quotes: exactly these words, side by side. */
  phrases: readonly (readonly Token[])[];
}

export function searchTextOf(text: string): SearchText {
  const phrases: Token[][] = [];
  const rest = text.replace(/["“”„«]([^"“”„«»]*)["“”»]/gu, (_, quoted: string) => {
    phrases.push(tokensOf(quoted));
    return ' ';
  });
  const tokens = tokensOf(rest);
  const last = tokens.at(-1);
  const meaningful = tokens.filter(({ term }) => !isStopWord(term));
  // "lamp for the" is about lamps; a lone "the" may become "thermos".
  const isAlone = meaningful.length === 0 && phrases.length === 0;
  const kept = distinct(isAlone ? tokens.slice(-1) : meaningful).slice(0, mostWords);
  return {
    words: kept.map((token) => ({ ...token, unfinished: token === last })),
    phrases: phrases.filter((phrase) => phrase.length > 0).slice(0, mostWords),
  };
}

/** Each term once; of two the later, which may be the unfinished one. */
function distinct(tokens: readonly Token[]): Token[] {
  return [...new Map(tokens.map((token) => [token.term, token])).values()];
}
