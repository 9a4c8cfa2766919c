import { describe, expect, it } from '@jest/globals';
import { newId } from '#shared-kernel';
import type { CustomerId, ProductId } from './ids.js';
import { InvalidReview, ReviewStatusRefused } from './review.errors.js';
import { Review, type NewReview, type ReviewPolicy, type ReviewStatus } from './review.js';
import type { ReviewInput } from './review-text.js';

const now = new Date('2026-03-01T09:00:00Z');
const later = new Date('2026-04-01T09:00:00Z');
const praise: ReviewInput = { rating: 5, title: 'Warm', body: 'It keeps me warm.', authorName: 'Ada' };

function submitted(with_: Partial<NewReview> = {}, policy: ReviewPolicy = 'moderated'): Review {
  const of = { productId: newId<ProductId>(), customerId: newId<CustomerId>(), isBoughtHere: false };
  return Review.submit({ ...praise, ...of, ...with_ }, policy, now);
}

function withStatus(status: ReviewStatus): Review {
  const review = submitted();
  if (status === 'published') review.publish(now);
  if (status === 'rejected') review.reject('It is about the neighbours.', now);
  return review;
}

function refusal(input: Partial<NewReview>): string[] {
  try {
    submitted(input);
  } catch (error) {
    if (error instanceof InvalidReview) return error.details.map(({ field, code }) => `${field} ${code}`);
    throw error;
  }
  return [];
}

describe('submitting a review', () => {
  it('waits for staff, or is shown at once where the shop has it so', () => {
    expect(submitted()).toMatchObject({ status: 'pending', countedRating: null, version: 1 });
    expect(submitted({}, 'immediate')).toMatchObject({ status: 'published', countedRating: 5 });
  });

  it('keeps markup, quotes and emoji as they were written', () => {
    const body = '<script>alert("x")</script> & \'DROP TABLE\' 😀\n\tSecond line';
    expect(submitted({ body }).text.body).toBe(body);
  });

  it('tidies the ends and the line breaks, and names nobody who does not want it', () => {
    expect(submitted({ title: '  ', body: ' One\r\nTwo\rThree ', authorName: undefined }).text).toEqual({
      title: null,
      body: 'One\nTwo\nThree',
      authorName: 'Customer',
    });
  });

  it.each([0, 6, -1, 4.5, Number.NaN, Number.POSITIVE_INFINITY])('refuses %p stars', (rating) => {
    expect(refusal({ rating })).toEqual(['rating isIn']);
  });

  it('refuses no text, and one that is too long, counted as people count', () => {
    expect(refusal({ body: ' \n ' })).toEqual(['body isNotEmpty']);
    expect(refusal({ body: '😀'.repeat(5_000) })).toEqual([]);
    expect(refusal({ body: 'x'.repeat(5_001) })).toEqual(['body maxLength']);
    expect(refusal({ title: 'x'.repeat(121), authorName: 'x'.repeat(61) })).toEqual([
      'title maxLength',
      'authorName maxLength',
    ]);
  });

  it.each(['\u0000', '\u0007', '\u001b[31m', '\u0085', '\u2028', '\ud800'])(
    'refuses the control character %j',
    (character) => {
      expect(refusal({ body: `a${character}b` })).toEqual(['body characters']);
      expect(refusal({ authorName: `a${character}b` })).toEqual(['authorName characters']);
    },
  );

  it('refuses line breaks where there is one line', () => {
    expect(refusal({ title: 'a\nb', authorName: 'a\tb' })).toEqual([
      'title characters',
      'authorName characters',
    ]);
  });
});

describe('changing a review', () => {
  const other = { ...praise, body: 'It has shrunk.' };

  it.each<[ReviewPolicy, ReviewStatus, ReviewStatus]>([
    ['moderated', 'pending', 'pending'],
    ['moderated', 'published', 'pending'],
    ['moderated', 'rejected', 'pending'],
    ['immediate', 'pending', 'pending'],
    ['immediate', 'published', 'published'],
    ['immediate', 'rejected', 'pending'],
  ])('with another text, in a shop that is %s, turns %s into %s', (policy, from, to) => {
    const review = withStatus(from);
    review.change(other, policy, later);
    expect(review).toMatchObject({ status: to, note: null, text: { body: 'It has shrunk.' } });
  });

  it('twice does not undo a rejection', () => {
    const review = withStatus('rejected');
    review.change(other, 'immediate', later);
    review.change(praise, 'immediate', later);
    expect(review.status).toBe('pending');
  });

  it.each<ReviewStatus>(['pending', 'published', 'rejected'])(
    'with other stars alone leaves it %s',
    (status) => {
      const review = withStatus(status);
      review.change({ ...praise, rating: 2 }, 'moderated', later);
      expect(review).toMatchObject({ status, rating: 2 });
      expect(review.countedRating).toBe(status === 'published' ? 2 : null);
    },
  );

  it('is refused as a whole, and counts as a version when it is not', () => {
    const review = submitted();
    expect(() => {
      review.change({ ...praise, rating: 1, body: '' }, 'moderated', later);
    }).toThrow(InvalidReview);
    expect(review).toMatchObject({ rating: 5, version: 1 });
    review.change({ ...praise, rating: 1 }, 'moderated', later);
    expect(review.version).toBe(2);
  });

  it('to what it is already is no change: it keeps its place in the queue, and its version', () => {
    const review = submitted();
    review.change({ ...praise, body: ` ${praise.body}\r\n` }, 'moderated', later);
    expect(review).toMatchObject({ version: 1, updatedAt: now });
  });
});

describe('taking a review back', () => {
  it('is remembered once staff have decided about it, without its words', () => {
    expect(submitted().isModerated).toBe(false);
    const review = withStatus('rejected');
    expect(review.isModerated).toBe(true);
    review.withdraw(later);
    expect(review).toMatchObject({
      status: 'withdrawn',
      text: { title: null, body: '', authorName: '' },
      note: null,
      countedRating: null,
      version: 3,
    });
  });

  it('and writing it again waits for staff in every shop', () => {
    const review = withStatus('published');
    review.withdraw(now);
    review.submitAgain({ ...praise, rating: 1 }, later);
    expect(review).toMatchObject({ status: 'pending', rating: 1, createdAt: later, isModerated: true });
    expect(review.text.body).toBe(praise.body);
    review.change({ ...praise, body: 'Other words.' }, 'immediate', later);
    expect(review.status).toBe('pending');
  });

  it('leaves nothing that could be decided about, nor written twice', () => {
    const review = withStatus('rejected');
    expect(() => {
      review.submitAgain(praise, later);
    }).toThrow(ReviewStatusRefused);
    review.withdraw(later);
    expect(() => {
      review.publish(later);
    }).toThrow(ReviewStatusRefused);
    expect(() => {
      review.reject('Rude.', later);
    }).toThrow(ReviewStatusRefused);
    expect(() => {
      review.submitAgain({ ...praise, body: '' }, later);
    }).toThrow(InvalidReview);
    expect(review.status).toBe('withdrawn');
  });
});

describe('moderating a review', () => {
  it.each<[ReviewStatus, ReviewStatus, boolean]>([
    ['pending', 'published', true],
    ['pending', 'rejected', true],
    ['published', 'published', false],
    ['published', 'rejected', true],
    ['rejected', 'published', true],
    ['rejected', 'rejected', false],
  ])('from %s to %s: %p', (from, to, isAllowed) => {
    const review = withStatus(from);
    const decide = (): void => {
      if (to === 'published') review.publish(later);
      else review.reject('Not about the product.', later);
    };
    if (isAllowed) decide();
    else expect(decide).toThrow(ReviewStatusRefused);
    expect(review.status).toBe(isAllowed ? to : from);
  });

  it('needs a reason to reject, which goes when it is published after all', () => {
    const review = submitted();
    for (const reason of ['', '  ', 'x'.repeat(501)])
      expect(() => {
        review.reject(reason, now);
      }).toThrow(InvalidReview);
    review.reject(' Rude. ', now);
    expect(review.note).toBe('Rude.');
    review.publish(later);
    expect(review).toMatchObject({ note: null, version: 3, countedRating: 5 });
  });
});
