/** What went wrong, in words that the HTTP door maps to a status and the job door to "try again" or "give up". */
export type DomainErrorKind =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'too-large'
  | 'unsupported-media'
  | 'precondition-failed'
  | 'precondition-required'
  | 'idempotency-mismatch'
  | 'too-many-requests'
  | 'unavailable';

/** One field of the input and the rule that it broke. `field` is the path as the client wrote it. */
export interface DomainErrorDetail {
  field: string;
  code: string;
  message: string;
}

/**
 * A business rule said no. Every context derives its named errors from this one.
 * `code` is stable and public (`inventory.out-of-stock`); `message` is for people and may change.
 */
export abstract class DomainError extends Error {
  abstract readonly code: string;
  abstract readonly kind: DomainErrorKind;
  /** When it makes sense to ask again; answered as `Retry-After`. */
  readonly retryAfterSeconds?: number;

  constructor(
    message: string,
    readonly details: readonly DomainErrorDetail[] = [],
  ) {
    super(message);
    this.name = new.target.name;
  }
}
