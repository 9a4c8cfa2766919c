import { newId } from '#shared-kernel';
import type { CustomerId, ProductId, ReviewId } from './ids.js';
import { InvalidReview, ReviewStatusRefused } from './review.errors.js';
import { NAMELESS, reviewOf, type Rating, type ReviewInput, type ReviewText } from './review-text.js';

/** Withdrawn: taken back by its author after staff had decided about it. Nobody reads it, and it has no words any more. */
export type ReviewStatus = ShownReviewStatus | 'withdrawn';

/** What its author and staff may see it be. */
export type ShownReviewStatus = 'pending' | 'published' | 'rejected';

/** Whether new reviews are shown at once, or when staff have read them. */
export type ReviewPolicy = 'moderated' | 'immediate';

/** What staff may decide. Customers change the status by changing the text. */
const allowed: Readonly<Record<ReviewStatus, readonly ReviewStatus[]>> = {
  pending: ['published', 'rejected'],
  published: ['rejected'],
  rejected: ['published'],
  withdrawn: [],
};

const maxReasonLength = 500;

export interface NewReview extends ReviewInput {
  productId: ProductId;
  customerId: CustomerId;
  /** Whether the shop knows of a paid order of this customer with the product. */
  isBoughtHere: boolean;
}

/** What one customer thinks of one product. */
export class Review {
  readonly id: ReviewId;
  readonly productId: ProductId;
  readonly customerId: CustomerId;
  readonly isBoughtHere: boolean;
  private writtenAt: Date;
  private currentRating: Rating;
  private currentTitle: string | null;
  private currentBody: string;
  private currentAuthorName: string;
  private currentStatus: ReviewStatus;
  private currentVersion: number;
  private updatedAt: Date;
  private moderatedAt: Date | null;
  private moderationNote: string | null;

  private constructor(input: NewReview, policy: ReviewPolicy, now: Date) {
    const { rating, text } = reviewOf(input);
    this.id = newId<ReviewId>();
    this.productId = input.productId;
    this.customerId = input.customerId;
    this.isBoughtHere = input.isBoughtHere;
    this.writtenAt = now;
    this.currentRating = rating;
    this.currentTitle = text.title;
    this.currentBody = text.body;
    this.currentAuthorName = text.authorName;
    this.currentStatus = policy === 'immediate' ? 'published' : 'pending';
    this.currentVersion = 1;
    this.updatedAt = now;
    this.moderatedAt = null;
    this.moderationNote = null;
  }

  /** @throws InvalidReview */
  static submit(input: NewReview, policy: ReviewPolicy, now: Date): Review {
    return new Review(input, policy, now);
  }

  /**
   * By its author. Another text waits for moderation again; another rating alone counts at once. What was rejected, or waits, goes on waiting
   * even in a shop that shows reviews at once: or else changing a comma, or two, would undo the rejection. The same again is no change. @throws InvalidReview
   */
  change(input: ReviewInput, policy: ReviewPolicy, now: Date): void {
    const { rating, text } = reviewOf(input);
    const isRewritten = this.differsFrom(text);
    if (!isRewritten && rating === this.currentRating) return;
    if (isRewritten) {
      const isTrusted = policy === 'immediate' && this.currentStatus === 'published';
      this.currentStatus = isTrusted ? 'published' : 'pending';
      this.moderationNote = null;
    }
    this.keep({ rating, text });
    this.hasChanged(now);
  }

  /** By its author. What staff have decided about is remembered without its words: or else writing it again would undo a rejection. */
  withdraw(now: Date): void {
    this.currentStatus = 'withdrawn';
    this.currentTitle = null;
    this.currentBody = '';
    this.currentAuthorName = '';
    this.moderationNote = null;
    this.hasChanged(now);
  }

  /** Nobody is to know any more who wrote it; what it says stays. */
  forgetAuthor(now: Date): void {
    this.currentAuthorName = NAMELESS;
    this.hasChanged(now);
  }

  /** Whether its words hold one of these as a whole. */
  mentions(names: readonly string[]): boolean {
    const words = [' ', ...wordsOf(`${this.currentTitle ?? ''} ${this.currentBody}`), ' '].join(' ');
    return names.some((name) => {
      const wanted = wordsOf(name).join(' ');
      return wanted !== '' && words.includes(` ${wanted} `);
    });
  }

  /** What its author had withdrawn. It waits for staff in every shop. @throws InvalidReview, ReviewStatusRefused */
  submitAgain(input: ReviewInput, now: Date): void {
    if (this.currentStatus !== 'withdrawn') throw new ReviewStatusRefused(this.currentStatus, 'pending');
    this.keep(reviewOf(input));
    this.currentStatus = 'pending';
    this.writtenAt = now;
    this.hasChanged(now);
  }

  /** By staff. @throws ReviewStatusRefused */
  publish(now: Date): void {
    this.moderate('published', null, now);
  }

  /** By staff, who say why; the author reads it. @throws ReviewStatusRefused, InvalidReview */
  reject(reason: string, now: Date): void {
    const note = reason.trim();
    if (note === '' || note.length > maxReasonLength) {
      const message = `reason must have 1 to ${String(maxReasonLength)} characters`;
      throw new InvalidReview([{ field: 'reason', code: 'length', message }]);
    }
    this.moderate('rejected', note, now);
  }

  get status(): ReviewStatus {
    return this.currentStatus;
  }

  get createdAt(): Date {
    return this.writtenAt;
  }

  /** Whether staff have decided about it, be it about other words. */
  get isModerated(): boolean {
    return this.moderatedAt !== null;
  }

  get version(): number {
    return this.currentVersion;
  }

  get note(): string | null {
    return this.moderationNote;
  }

  get rating(): Rating {
    return this.currentRating;
  }

  get text(): ReviewText {
    return { title: this.currentTitle, body: this.currentBody, authorName: this.currentAuthorName };
  }

  /** What it adds to the rating of its product: nothing until it is published. */
  get countedRating(): Rating | null {
    return this.currentStatus === 'published' ? this.currentRating : null;
  }

  private moderate(to: ReviewStatus, note: string | null, now: Date): void {
    if (!allowed[this.currentStatus].includes(to)) throw new ReviewStatusRefused(this.currentStatus, to);
    this.currentStatus = to;
    this.moderationNote = note;
    this.moderatedAt = now;
    this.hasChanged(now);
  }

  private keep({ rating, text }: ReturnType<typeof reviewOf>): void {
    this.currentRating = rating;
    this.currentTitle = text.title;
    this.currentBody = text.body;
    this.currentAuthorName = text.authorName;
  }

  private differsFrom({ title, body, authorName }: ReviewText): boolean {
    return title !== this.currentTitle || body !== this.currentBody || authorName !== this.currentAuthorName;
  }

  private hasChanged(now: Date): void {
    this.currentVersion += 1;
    this.updatedAt = now;
  }
}

function wordsOf(text: string): string[] {
  return (
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}
