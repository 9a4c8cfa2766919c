import type { DomainErrorDetail } from '#shared-kernel';
import { InvalidReview } from './review.errors.js';

/** Stars: 1 is the worst, 5 the best. */
export type Rating = 1 | 2 | 3 | 4 | 5;

export const ratings: readonly Rating[] = [1, 2, 3, 4, 5];

/** What a customer writes. It is plain text from end to end: markup in it is kept as text, and whoever shows it escapes it. */
export interface ReviewText {
  readonly title: string | null;
  readonly body: string;
  /** The name that is shown. */
  readonly authorName: string;
}

export interface ReviewInput {
  rating: number;
  title?: string | null | undefined;
  body: string;
  authorName?: string | null | undefined;
}

/** For those who would rather not be named. */
export const NAMELESS = 'Customer';

export const maxTitleLength = 120;
export const maxBodyLength = 5_000;
export const maxAuthorNameLength = 60;

interface Rule {
  maxLength: number;
  forbidden: RegExp;
}

// Line breaks and tabs belong to a text, but not to a line of it.
const line = /[\p{Cc}\u2028\u2029]/u;
const rules: Readonly<Record<keyof ReviewText, Rule>> = {
  title: { maxLength: maxTitleLength, forbidden: line },
  body: { maxLength: maxBodyLength, forbidden: /(?![\n\t])[\p{Cc}\u2028\u2029]/u },
  authorName: { maxLength: maxAuthorNameLength, forbidden: line },
};

/** Trimmed and checked; every field that is wrong is named. @throws InvalidReview */
export function reviewOf(input: ReviewInput): { rating: Rating; text: ReviewText } {
  const text = {
    title: tidy(input.title) || null,
    body: tidy(input.body),
    authorName: tidy(input.authorName) || NAMELESS,
  };
  const rating = ratings.find((each) => each === input.rating);
  const problems = (['title', 'body', 'authorName'] as const).flatMap((field) =>
    problemsOf(field, text[field] ?? ''),
  );
  if (text.body === '')
    problems.push({ field: 'body', code: 'isNotEmpty', message: 'body must not be empty' });
  if (rating === undefined)
    problems.push({ field: 'rating', code: 'isIn', message: 'rating must be a whole number from 1 to 5' });
  if (rating === undefined || problems.length > 0) throw new InvalidReview(problems);
  return { rating, text };
}

function tidy(text: string | null | undefined): string {
  return (text ?? '').replace(/\r\n?/g, '\n').trim().normalize('NFC');
}

function problemsOf(field: keyof ReviewText, value: string): DomainErrorDetail[] {
  const { maxLength, forbidden } = rules[field];
  // As people count: an emoji is one character, though two code units.
  if (Array.from(value).length > maxLength) {
    const message = `${field} must not be longer than ${String(maxLength)} characters`;
    return [{ field, code: 'maxLength', message }];
  }
  if (forbidden.test(value) || !value.isWellFormed())
    return [{ field, code: 'characters', message: `${field} must not hold control characters` }];
  return [];
}
