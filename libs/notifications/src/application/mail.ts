import type { Id } from '#shared-kernel';
import type { OrderConfirmation } from './order-confirmation.js';

export type MailId = Id<'Mail'>;

export interface EmailVerification {
  readonly name: string;
  readonly token: string;
}

export interface AlreadyRegistered {
  readonly name: string;
}

/** What each kind of mail is made of. It is stored as JSON until the mail has gone out: plain values only. */
export interface MailContents {
  'email-verification': EmailVerification;
  'already-registered': AlreadyRegistered;
  'order-confirmation': OrderConfirmation;
}

export type MailKind = keyof MailContents;

/** One kind with the content that belongs to it. */
export type MailContent = {
  [Kind in MailKind]: { readonly kind: Kind; readonly content: MailContents[Kind] };
}[MailKind];

/** A mail that is to be sent once per (kind, reference). */
export type MailDraft = MailContent & {
  /** What the mail is about: an order's id, or the id of the event that asked for it. */
  readonly reference: string;
  readonly recipient: string;
};

/** A mail of the delivery log, taken by one worker to be sent now. */
export type ClaimedMail = MailContent & {
  readonly id: MailId;
  readonly recipient: string;
  /** The same at each attempt, so that a mail which goes out twice after a crash is recognised as one. */
  readonly messageId: string;
};

/** Contents that are wiped even if the mail could not be delivered: whoever reads the table must not be able to use them. */
const secretKinds: ReadonlySet<MailKind> = new Set(['email-verification']);

export function holdsSecret(kind: MailKind): boolean {
  return secretKinds.has(kind);
}
