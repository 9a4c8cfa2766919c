import { DomainError } from '#shared-kernel';

/** What people can agree to. A purpose is a promise of what is done with the consent, so it never changes its meaning. */
export const consentPurposes = ['marketing-email'] as const;
export type ConsentPurpose = (typeof consentPurposes)[number];

/**
 * Where somebody has said it. `registration` is not enough for a mail: anybody can register with somebody else's address. Opening the
 * mailed link confirms what was said then (`verification`).
 */
export type ConsentSource = 'registration' | 'verification' | 'profile';

export interface Consent {
  readonly purpose: ConsentPurpose;
  readonly isGiven: boolean;
  /** What was agreed to, in the words that were shown. */
  readonly wording: string;
  readonly source: ConsentSource;
}

const maxWordingLength = 500;

export class InvalidConsent extends DomainError {
  readonly code = 'customers.invalid-consent';
  readonly kind = 'invalid';

  constructor(code: string, message: string) {
    super(`${message}.`, [{ field: 'wording', code, message }]);
  }
}

/** @throws InvalidConsent */
export function consentOf({ wording: text, ...consent }: Consent): Consent {
  const wording = text.trim().normalize('NFC');
  if (wording === '') throw new InvalidConsent('isNotEmpty', 'wording must say what is agreed to');
  if (wording.length > maxWordingLength)
    throw new InvalidConsent('maxLength', `wording must have at most ${String(maxWordingLength)} characters`);
  return { ...consent, wording };
}

/** With a registration. @throws InvalidConsent */
export function marketingConsent(wording: string): Consent {
  return consentOf({ purpose: 'marketing-email', isGiven: true, wording, source: 'registration' });
}

/** Whether it may be acted upon. */
export function counts({ isGiven, source }: Consent): boolean {
  return isGiven && source !== 'registration';
}

/** Said again: nothing new for the history. */
export function isRepeated(consent: Consent, latest: Consent | undefined): boolean {
  return (
    latest !== undefined &&
    latest.isGiven === consent.isGiven &&
    latest.wording === consent.wording &&
    counts(latest) === counts(consent)
  );
}
