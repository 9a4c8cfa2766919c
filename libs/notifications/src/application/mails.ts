import type { ClaimedMail, MailDraft, MailId, MailKind } from './mail.js';

/**
 * What claiming a mail can lead to. `busy`: another worker is sending it, or died a moment ago.
 * `settled`: it has been sent, or refused for good.
 */
export type Claim = { readonly mail: ClaimedMail } | 'busy' | 'settled';

/** The delivery log. */
export abstract class Mails {
  /** Adds the mail unless there is one for the same kind and reference. Joins the unit of work. @returns its id if it is new */
  abstract add(draft: MailDraft): Promise<MailId | undefined>;

  /** Reserves the mail for one attempt of at most `seconds`. */
  abstract claim(id: MailId, seconds: number): Promise<Claim>;

  /** Joins the unit of work. What the mail was made of is forgotten. */
  abstract recordSent(id: MailId): Promise<void>;

  /** Joins the unit of work. The mail is not tried again. */
  abstract recordRefusal(id: MailId, kind: MailKind, reason: string): Promise<void>;

  /** The attempt came to nothing and the mail may be claimed again, unless it has been tried for too long. @returns which of the two */
  abstract recordDelay(id: MailId, kind: MailKind, reason: string): Promise<'queued' | 'failed'>;

  /** Mails whose event the outbox has surely given up, at most `limit`; each is returned once a day. Joins the unit of work. */
  abstract takeStranded(limit: number): Promise<MailId[]>;
}
