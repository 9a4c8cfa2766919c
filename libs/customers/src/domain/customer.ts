import { AggregateRoot, newId } from '#shared-kernel';
import { AlreadyVerified, InvalidProfile } from './customers.errors.js';
import type { EmailAddress } from './email-address.js';
import type { CustomerId } from './ids.js';
import type { Role } from './roles.js';
import { isUnusable } from './unusable-password.js';

export interface Registration {
  email: EmailAddress;
  name: string;
  passwordHash: string;
  locale?: string | undefined;
}

export interface ProfileChange {
  name?: string | undefined;
  locale?: string | undefined;
}

const maxNameLength = 100;
const maxLocaleLength = 35; // RFC 5646 4.4.1

/** An account, of a customer or of staff. Its events have the shapes of `events.ts`, which its spec holds them to. */
export class Customer extends AggregateRoot {
  readonly id: CustomerId;
  readonly email: string;
  readonly emailKey: string;
  readonly role: Role;
  readonly createdAt: Date;
  private currentName: string;
  private currentLocale: string;
  private currentPasswordHash: string;
  private emailVerifiedAt: Date | null;

  private constructor({ email, name, passwordHash, locale }: Registration, role: Role, now: Date) {
    super();
    this.id = newId<CustomerId>();
    this.email = email.address;
    this.emailKey = email.key;
    this.role = role;
    this.createdAt = now;
    this.currentName = nameOf(name);
    this.currentLocale = localeOf(locale ?? 'en');
    this.currentPasswordHash = passwordHash;
    this.emailVerifiedAt = null;
  }

  /** An account whose address nobody has shown to be theirs yet. @throws InvalidProfile */
  static register(registration: Registration, now: Date): Customer {
    return new Customer(registration, 'customer', now);
  }

  /** An account that an operator vouches for. @throws InvalidProfile */
  static appoint(registration: Registration, role: Role, now: Date): Customer {
    const customer = new Customer(registration, role, now);
    customer.emailVerifiedAt = now;
    return customer;
  }

  /**
   * Somebody registers again before the address was verified. The latest registration counts, and requests a new link that voids the
   * earlier ones: a link activates just the password of the registration that it was mailed for, so nobody can plant a
   * password under somebody else's link.
   * @throws AlreadyVerified, InvalidProfile
   */
  registerAgain({ name, passwordHash, locale }: Omit<Registration, 'email'>): void {
    if (this.isVerified) throw new AlreadyVerified();
    this.currentName = nameOf(name);
    this.currentLocale = localeOf(locale ?? 'en');
    this.currentPasswordHash = passwordHash;
  }

  /** Has the link mailed. @throws AlreadyVerified */
  requestVerification(token: string): void {
    if (this.isVerified) throw new AlreadyVerified();
    this.record({
      type: 'customers.verification-requested',
      sensitive: true,
      payload: { customerId: this.id, email: this.email, name: this.currentName, token },
    });
  }

  /** Tells the owner, by mail, that somebody tried to register with their address. */
  noteRegistrationAttempt(): void {
    this.record({
      type: 'customers.already-registered',
      payload: { email: this.email, name: this.currentName },
    });
  }

  verifyEmail(now: Date): void {
    if (this.isVerified) return; // a link requested before, opened after another way of verifying
    this.emailVerifiedAt = now;
    this.record({
      type: 'customers.email-verified',
      payload: { customerId: this.id, email: this.email },
    });
  }

  /** @throws InvalidProfile */
  changeProfile({ name, locale }: ProfileChange): void {
    if (name !== undefined) this.currentName = nameOf(name);
    if (locale !== undefined) this.currentLocale = localeOf(locale);
  }

  replacePasswordHash(passwordHash: string): void {
    this.currentPasswordHash = passwordHash;
  }

  get isVerified(): boolean {
    return this.emailVerifiedAt !== null;
  }

  /** It has come from another shop, and nobody has chosen a password for it yet. */
  get needsPassword(): boolean {
    return isUnusable(this.currentPasswordHash);
  }

  get name(): string {
    return this.currentName;
  }

  get passwordHash(): string {
    return this.currentPasswordHash;
  }
}

function nameOf(text: string): string {
  const name = text.trim().normalize('NFC');
  if (name === '' || name.length > maxNameLength)
    throw new InvalidProfile('name', 'length', `name must have 1 to ${String(maxNameLength)} characters`);
  // The name stands in mails to an address that may be somebody else's: it must carry no header and no advertisement.
  if (/[\p{Cc}\u2028\u2029<>]|:\/\/|www\./iu.test(name))
    throw new InvalidProfile('name', 'characters', 'name must not hold links or control characters');
  return name;
}

function localeOf(text: string): string {
  try {
    const [locale] = Intl.getCanonicalLocales(text);
    if (locale !== undefined && locale.length <= maxLocaleLength) return locale;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  throw new InvalidProfile('locale', 'isLocale', 'locale must be a language tag such as en or pt-BR');
}
