import { parseId } from '#shared-kernel';
import type { ReviewId } from '../../domain/ids.js';
import { ReviewNotFound } from '../../domain/review.errors.js';

/** @throws ReviewNotFound, since what is no id is nobody's review */
export function knownReview(text: string): ReviewId {
  const id = parseId<ReviewId>(text);
  if (id === undefined) throw new ReviewNotFound();
  return id;
}
