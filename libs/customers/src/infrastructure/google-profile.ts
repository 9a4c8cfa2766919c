import type { ProviderProfile } from '../application/sign-in-provider.js';
import { InvalidEmail } from '../domain/customers.errors.js';
import { EmailAddress } from '../domain/email-address.js';
import { ProviderAnswerInvalid } from '../domain/provider-sign-in.errors.js';

const label = 'Google';
// "Maximum length of 255 case-sensitive ASCII characters", as Google has it; and as the column takes it.
const subjectPattern = /^[\x21-\x7e]{1,255}$/;
const maxNameLength = 100;

/** Google's userinfo, believed only as far as it has the right shape. @throws ProviderAnswerInvalid */
export function googleProfileOf(claims: unknown): ProviderProfile {
  const { sub: subject, email, email_verified: verified, name } = objectOf(claims);
  if (typeof subject !== 'string' || !subjectPattern.test(subject))
    throw new ProviderAnswerInvalid(label, 'nobody’s id');
  return {
    subject,
    email: addressOf(email),
    // A boolean in OpenID Connect Core 5.1, and a text in some of Google's answers. Nothing else counts as yes.
    emailVerified: verified === true || verified === 'true',
    name: typeof name === 'string' ? name.slice(0, maxNameLength).toWellFormed() : '',
  };
}

function objectOf(claims: unknown): Record<string, unknown> {
  if (typeof claims === 'object' && claims !== null && !Array.isArray(claims))
    return claims as Record<string, unknown>;
  throw new ProviderAnswerInvalid(label, 'nothing about you');
}

function addressOf(email: unknown): string {
  if (typeof email !== 'string' || email.length > 320)
    throw new ProviderAnswerInvalid(label, 'no e-mail address');
  try {
    return EmailAddress.of(email).address;
  } catch (error) {
    if (!(error instanceof InvalidEmail)) throw error;
    throw new ProviderAnswerInvalid(label, 'an e-mail address that is none');
  }
}
