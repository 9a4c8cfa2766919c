import type { EnvironmentReader } from './environment-reader.js';

export interface AuthSettings {
  /** Encrypts what is stored and must be read again: signing keys, secrets of second factors. The first encrypts, all decrypt. */
  readonly encryptionSecrets: readonly string[];
  /** Signs what guests and browsers keep: cart and order tokens, cookies. */
  readonly signingSecret: string;
  readonly accessTokenSeconds: number;
  /** Absolute life of a sign-in. */
  readonly refreshTokenDays: number;
  /** After this many days another key signs access tokens. */
  readonly signingKeyDays: number;
  /** From all clients together; beyond it, only devices that an account knows can sign in. */
  readonly signInFailuresPerMinute: number;
  /** Whether staff can do their work only with a second factor. */
  readonly staffSecondFactor: 'required' | 'optional';
  /** Where a sign-in at another provider may lead back to, besides pages of PUBLIC_URL: origin and path, compared exactly. */
  readonly returnUrls: readonly string[];
}

export interface GoogleSettings {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Where Google is found; undefined for the real one. Refused in production. */
  readonly baseUrl: string | undefined;
}

export interface PrivacySettings {
  /** Accounts that nobody verified are deleted after so many days. */
  readonly unverifiedAccountDays: number;
  /** Orders of erased customers, and of guests, keep name and address for so many days; afterwards what the tax office wants. */
  readonly orderAddressDays: number;
  /** Accounts that were not used for so many days are erased; undefined: never. */
  readonly unusedAccountDays: number | undefined;
  /** The delivery log keeps contents and addresses of mails for so many days. */
  readonly mailDays: number;
}

export function readAuth(env: EnvironmentReader, { production }: { production: boolean }): AuthSettings {
  return {
    encryptionSecrets: env.secrets('ENCRYPTION_SECRET', 32),
    signingSecret: env.secret('SIGNING_SECRET', 32),
    accessTokenSeconds: env.integer('ACCESS_TOKEN_SECONDS', 900, { min: 1, max: 900 }),
    refreshTokenDays: env.integer('REFRESH_TOKEN_DAYS', 30, { min: 1, max: 365 }),
    signingKeyDays: env.integer('SIGNING_KEY_DAYS', 30, { min: 1, max: 3_650 }),
    signInFailuresPerMinute: env.integer('SIGN_IN_FAILURES_PER_MINUTE', 1_200, { min: 10 }),
    staffSecondFactor: env.oneOf(
      'STAFF_SECOND_FACTOR',
      ['required', 'optional'],
      production ? 'required' : 'optional',
    ),
    returnUrls: env.urls('SIGN_IN_RETURN_URLS'),
  };
}

/** Undefined if nobody can sign in with Google here. */
export function readGoogle(env: EnvironmentReader): GoogleSettings | undefined {
  const clientId = env.optional('GOOGLE_CLIENT_ID');
  const baseUrl = env.optional('GOOGLE_BASE_URL');
  if (clientId === undefined) {
    if (env.optional('GOOGLE_CLIENT_SECRET') !== undefined) env.problem('GOOGLE_CLIENT_ID', 'is not set');
    return undefined;
  }
  return {
    clientId,
    clientSecret: env.secret('GOOGLE_CLIENT_SECRET', 8),
    baseUrl: baseUrl === undefined ? undefined : env.url('GOOGLE_BASE_URL', baseUrl).replace(/\/+$/, ''),
  };
}

export function readPrivacy(env: EnvironmentReader): PrivacySettings {
  const unused = env.integer('UNUSED_ACCOUNT_DAYS', 0, { min: 0, max: 36_500 });
  return {
    unverifiedAccountDays: env.integer('UNVERIFIED_ACCOUNT_DAYS', 30, { min: 1, max: 3_650 }),
    orderAddressDays: env.integer('ORDER_ADDRESS_DAYS', 90, { min: 1, max: 36_500 }),
    unusedAccountDays: unused === 0 ? undefined : unused,
    mailDays: env.integer('MAIL_DAYS', 90, { min: 1, max: 3_650 }),
  };
}
