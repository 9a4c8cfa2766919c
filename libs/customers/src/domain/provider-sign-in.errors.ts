import { DomainError } from '#shared-kernel';

export class ProviderNotOffered extends DomainError {
  readonly code = 'auth.provider-not-offered';
  readonly kind = 'not-found';

  constructor() {
    super('This shop offers no such way to sign in; GET /v1/auth/providers lists those that it offers.');
  }
}

/** The person has said no there. */
export class ProviderDenied extends DomainError {
  readonly code = 'auth.provider-denied';
  readonly kind = 'forbidden';

  constructor() {
    super('You have not let us know who you are, so nobody was signed in.');
  }
}

/** It can't be reached, takes too long, or says that it has troubles. */
export class ProviderUnavailable extends DomainError {
  readonly code = 'auth.provider-unavailable';
  readonly kind = 'unavailable';

  constructor(provider: string, cause?: unknown) {
    super(`${provider} does not answer right now. Please try again, or sign in with your password.`);
    this.cause = cause;
  }
}

/** The code that came back is not good there: somebody else's, used, or too old. */
export class ProviderRefused extends DomainError {
  readonly code = 'auth.provider-refused';
  readonly kind = 'invalid';

  constructor(provider: string, cause?: unknown) {
    super(`${provider} does not confirm this sign-in. Please begin again.`);
    this.cause = cause;
  }
}

/** It answers, but not in a way that one could build on. */
export class ProviderAnswerInvalid extends DomainError {
  readonly code = 'auth.provider-answer-invalid';
  readonly kind = 'unavailable';

  constructor(provider: string, what: string) {
    super(`${provider} has told us ${what}, so nobody was signed in.`);
  }
}

/** Not begun in this browser, begun too long ago, or finished before. */
export class SignInAttemptInvalid extends DomainError {
  readonly code = 'auth.sign-in-attempt-invalid';
  readonly kind = 'invalid';

  constructor() {
    super(
      'This sign-in was not begun in this browser, was finished before, or has taken more than ten minutes. Please begin again, with cookies allowed.',
    );
  }
}

export class ReturnUrlRefused extends DomainError {
  readonly code = 'auth.return-url-refused';
  readonly kind = 'invalid';

  constructor() {
    super(
      'A sign-in leads back to pages of this shop only: returnTo must be one of SIGN_IN_RETURN_URLS, or below PUBLIC_URL.',
      [
        {
          field: 'returnTo',
          code: 'not-allowed',
          message: 'returnTo is not one of the pages that may be returned to',
        },
      ],
    );
  }
}

/** An app wants a code, but there is no page to hand it to, or the challenge is none. */
export class CodeChallengeInvalid extends DomainError {
  readonly code = 'auth.code-challenge-invalid';
  readonly kind = 'invalid';

  constructor() {
    super('codeChallenge must be the base64url of a SHA-256 (RFC 7636, S256), and come with a returnTo.', [
      {
        field: 'codeChallenge',
        code: 'invalid',
        message: 'codeChallenge must be 43 characters of base64url',
      },
    ]);
  }
}

/** Whoever has an account at the provider could have written any address into it. */
export class ProviderEmailUnverified extends DomainError {
  readonly code = 'auth.provider-email-unverified';
  readonly kind = 'forbidden';

  constructor(provider: string) {
    super(
      `${provider} has not verified your e-mail address. Verify it there and try again, or register here with a password.`,
    );
  }
}

/** An address may be all that somebody needs to become a customer, but not to become staff. */
export class LinkFromProfile extends DomainError {
  readonly code = 'auth.link-from-profile';
  readonly kind = 'forbidden';

  constructor() {
    super(
      'Accounts of staff are not linked by their address. Sign in with your password, and link the account in your profile.',
    );
  }
}

/** Unknown, used, run out, or shown by an app that did not begin the sign-in. */
export class SignInCodeInvalid extends DomainError {
  readonly code = 'auth.sign-in-code-invalid';
  readonly kind = 'invalid';

  constructor() {
    super('This code was used, has run out, or is not for the app that shows it. Please sign in again.', [
      { field: 'code', code: 'invalid', message: 'code is not valid any more' },
    ]);
  }
}
