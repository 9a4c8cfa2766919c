import { DomainError } from '#shared-kernel';

/** Of an account that exists and of one that doesn't alike; nothing has been checked. */
export class TooManyAttempts extends DomainError {
  readonly code = 'auth.too-many-attempts';
  readonly kind = 'too-many-requests';

  constructor(override readonly retryAfterSeconds: number) {
    super(
      `Too many wrong passwords. Please try again in ${inWords(retryAfterSeconds)}, or choose a new password by mail.`,
    );
  }
}

/** More sign-ins than the machine can compute. */
export class SignInBusy extends DomainError {
  readonly code = 'auth.busy';
  readonly kind = 'unavailable';
  override readonly retryAfterSeconds = 1;

  constructor() {
    super('Too many people are signing in at this moment. Please try again in a second.');
  }
}

export class TooManyMails extends DomainError {
  readonly code = 'auth.too-many-mails';
  readonly kind = 'too-many-requests';

  constructor(override readonly retryAfterSeconds: number) {
    super(
      `We have sent several mails already. Please use the link in the latest, or ask again in ${inWords(retryAfterSeconds)}.`,
    );
  }
}

function inWords(seconds: number): string {
  if (seconds < 100) return `${String(seconds)} seconds`;
  const minutes = Math.ceil(seconds / 60);
  return minutes < 100 ? `${String(minutes)} minutes` : `${String(Math.ceil(minutes / 60))} hours`;
}
