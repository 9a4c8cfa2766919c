import { DomainError } from '#shared-kernel';
import type { ClaimedMail } from './mail.js';

/** Mails that may be on their way to the mail server at once, and so the number of connections to it. */
export const SMTP_CONNECTIONS = 8;

/** Renders a mail and hands it to the mail server. */
export abstract class MailTransport {
  /** The longest that `send` may take, in seconds. */
  abstract readonly patienceSeconds: number;

  /** Resolves once the mail server has taken the mail. @throws MailRefused, MailDelayed */
  abstract send(mail: ClaimedMail): Promise<void>;
}

/** The mail server will never take this mail (an SMTP answer of 5xx about the recipient or the content). */
export class MailRefused extends DomainError {
  readonly code = 'notifications.mail-refused';
  readonly kind = 'conflict';
}

/** Not now: the mail server is away, slow, busy or misconfigured. Whether it took the mail is unknown if its answer got lost. */
export class MailDelayed extends DomainError {
  readonly code = 'notifications.mail-delayed';
  readonly kind = 'unavailable';
}
