import { describe, expect, it } from '@jest/globals';
import { newId } from '#shared-kernel';
import type { CustomerId, ProductId } from '../domain/ids.js';
import { Review } from '../domain/review.js';
import { NAMELESS } from '../domain/review-text.js';

const now = new Date('2026-11-20T10:00:00Z');
const review = (body: string): Review =>
  Review.submit(
    {
      productId: newId<ProductId>(),
      customerId: newId<CustomerId>(),
      isBoughtHere: true,
      rating: 5,
      body,
      authorName: 'Ada L.',
    },
    'immediate',
    now,
  );

describe('a review whose author is forgotten', () => {
  it('is read without a name, and stays what it was', () => {
    const it = review('Warm and bright.');
    it.forgetAuthor(now);
    expect(it.text).toEqual({ title: null, body: 'Warm and bright.', authorName: NAMELESS });
    expect(it).toMatchObject({ status: 'published', rating: 5, version: 2 });
  });

  it.each([
    ['the name', 'Says ADA LOVELACE, who knows.', true],
    ['the name in another writing', 'Says Ada Lovelace', true],
    ['the address', 'Ask me: ada@example.test', true],
    ['a word that has the name within', 'An armada lovelacestrand', false],
    ['nothing of the kind', 'Warm and bright.', false],
  ])('mentions %s', (_, body, mentioned) => {
    expect(review(body).mentions(['Ada Lovelace', 'ada@example.test'])).toBe(mentioned);
  });

  it('is not taken for one that mentions somebody without a name', () => {
    expect(review('Warm and bright.').mentions(['', ' '])).toBe(false);
  });
});
