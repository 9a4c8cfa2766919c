import type { SecurityNotice as SecurityNoticeEvent } from '#customers/events';
import type { Id } from '#shared-kernel';
import type { OrderConfirmation } from './order-confirmation.js';

export type MailId = Id<'Mail'>;

/** To somebody whom the shop knows by a name that they gave themselves. */
export interface Named {
  readonly name: string;
}

/** With a link that does something for whoever opens it. */
export interface NamedWithToken extends Named {
  readonly token: string;
}

export interface EmailChange extends Named {
  /** Masked: the old mail box may be in other hands, which need not learn the new address. Undefined in the mail to the new one. */
  readonly newEmail?: string;
}

export type SecurityNotice = Omit<SecurityNoticeEvent['payload'], 'customerId' | 'email'>;

export interface StaffInvitation extends NamedWithToken {
  readonly role: string;
  readonly invitedBy: string;
}

/** What each kind of mail is made of. It is stored as JSON until the mail has gone out: plain values only. */
export interface MailContents {
  'email-verification': NamedWithToken;
  'already-registered': Named;
  'password-reset': NamedWithToken;
  'email-change': NamedWithToken;
  'email-change-warning': EmailChange;
  'email-changed': EmailChange;
  'security-notice': SecurityNotice;
  'staff-invitation': StaffInvitation;
  'account-erased': Named;
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
const secretKinds: ReadonlySet<MailKind> = new Set([
  'email-verification',
  'password-reset',
  'email-change',
  'staff-invitation',
]);

export function holdsSecret(kind: MailKind): boolean {
  return secretKinds.has(kind);
}

/** The last mail to somebody who is to be forgotten: once it is settled the log does not know any more to whom it went. */
export const farewell = 'account-erased' satisfies MailKind;
