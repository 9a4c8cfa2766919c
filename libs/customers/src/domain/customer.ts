import { AggregateRoot, newId } from '#shared-kernel';
import { AlreadyVerified, CustomerNotFound, InvalidProfile } from './customers.errors.js';
import type { EmailAddress } from './email-address.js';
import type { CustomerId } from './ids.js';
import type { Role } from './roles.js';
import type { SecurityNoticeKind } from './security-notice.js';
import { isUnusable, unusablePasswordHash } from './unusable-password.js';

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
  readonly createdAt: Date;
  private currentEmail: string;
  private currentEmailKey: string;
  private currentRole: Role;
  private currentName: string;
  private currentLocale: string;
  private currentPasswordHash: string;
  private emailVerifiedAt: Date | null;
  private passwordChangedAt: Date | null;
  private disabledAt: Date | null;
  private disabledReason: string | null;
  private erasedAt: Date | null;

  private constructor({ email, name, passwordHash, locale }: Registration, role: Role, now: Date) {
    super();
    this.id = newId<CustomerId>();
    this.createdAt = now;
    this.currentEmail = email.address;
    this.currentEmailKey = email.key;
    this.currentRole = role;
    this.currentName = nameOf(name);
    this.currentLocale = localeOf(locale ?? 'en');
    this.currentPasswordHash = passwordHash;
    this.emailVerifiedAt = null;
    this.passwordChangedAt = null;
    this.disabledAt = null;
    this.disabledReason = null;
    this.erasedAt = null;
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
      sensitive: true,
      payload: { email: this.email, name: this.currentName },
    });
  }

  verifyEmail(now: Date): void {
    if (this.isVerified) return; // a link requested before, opened after another way of verifying
    this.emailVerifiedAt = now;
    this.record({
      type: 'customers.email-verified',
      sensitive: true,
      payload: { customerId: this.id, email: this.email },
    });
  }

  /** @throws InvalidProfile, CustomerNotFound */
  changeProfile({ name, locale }: ProfileChange): void {
    this.mustBeSomebody();
    if (name !== undefined) this.currentName = nameOf(name);
    if (locale !== undefined) this.currentLocale = localeOf(locale);
  }

  /** The same password under today's parameters. */
  replacePasswordHash(passwordHash: string): void {
    this.currentPasswordHash = passwordHash;
  }

  /** Another password. Whoever changes it ends the sessions, too. */
  changePassword(passwordHash: string, now: Date): void {
    this.currentPasswordHash = passwordHash;
    this.passwordChangedAt = now;
  }

  /** Has a link mailed to choose a new password. */
  requestPasswordReset(token: string): void {
    this.record({
      type: 'customers.password-reset-requested',
      sensitive: true,
      payload: { customerId: this.id, email: this.email, name: this.currentName, token },
    });
  }

  /** Has the link mailed to the new address, if there is one for it, and a warning to the one that it shall replace. @throws CustomerNotFound */
  announceEmailChange(newEmail: EmailAddress, token?: string): void {
    this.mustBeSomebody();
    const { id: customerId, email, currentName: name } = this;
    this.record({
      type: 'customers.email-change-requested',
      sensitive: true,
      payload: {
        customerId,
        email,
        newEmail: newEmail.address,
        name,
        ...(token === undefined ? {} : { token }),
      },
    });
  }

  /** To an address that has been shown to be theirs. */
  changeEmail(email: EmailAddress, now: Date): void {
    const oldEmail = this.currentEmail;
    this.currentEmail = email.address;
    this.currentEmailKey = email.key;
    this.emailVerifiedAt = now;
    this.record({
      type: 'customers.email-changed',
      sensitive: true,
      payload: { customerId: this.id, oldEmail, newEmail: this.currentEmail, name: this.currentName },
    });
  }

  changeRole(role: Role): void {
    this.currentRole = role;
  }

  /** Nobody signs in to it until it is enabled again. @param reason for staff, at most 200 characters */
  disable(reason: string, now: Date): void {
    if (this.isDisabled) return; // the first reason stays
    this.disabledAt = now;
    this.disabledReason = reason;
  }

  enable(): void {
    this.disabledAt = null;
    this.disabledReason = null;
  }

  /** Leaves nothing that tells who it was; the row stays, so that what refers to it has something to refer to. */
  erase(now: Date): void {
    if (this.erasedAt !== null) return; // told twice
    const { currentEmail: email, currentName: name } = this;
    this.record({
      type: 'customers.customer-erased',
      sensitive: true,
      payload: { customerId: this.id, email, name },
    });
    this.currentEmail = `erased-${this.id}@erased.invalid`;
    this.currentEmailKey = this.currentEmail;
    this.currentName = 'Erased';
    this.currentRole = 'customer';
    this.currentPasswordHash = unusablePasswordHash();
    this.emailVerifiedAt = null;
    this.currentLocale = 'en';
    this.erasedAt = now;
    this.disabledAt = now;
    this.disabledReason = 'erased'; // what staff wrote about an account that was disabled before goes as well
  }

  /** Has the owner told of something that may have been somebody else's doing. */
  notice(
    notice: SecurityNoticeKind,
    about: {
      at: Date;
      address?: string | undefined;
      device?: string | undefined;
      subject?: string | undefined;
    },
  ): void {
    const { at, address, device, subject } = about;
    this.record({
      type: 'customers.security-notice',
      sensitive: true,
      payload: {
        customerId: this.id,
        email: this.currentEmail,
        name: this.currentName,
        notice,
        at: at.toISOString(),
        ...(address === undefined ? {} : { address }),
        ...(device === undefined ? {} : { device }),
        ...(subject === undefined ? {} : { subject }),
      },
    });
  }

  get email(): string {
    return this.currentEmail;
  }

  get emailKey(): string {
    return this.currentEmailKey;
  }

  get role(): Role {
    return this.currentRole;
  }

  get isDisabled(): boolean {
    return this.disabledAt !== null;
  }

  get isErased(): boolean {
    return this.erasedAt !== null;
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

  /** A request that was on its way while the account was erased must not leave anything of the person on it. */
  private mustBeSomebody(): void {
    if (this.isErased) throw new CustomerNotFound();
  }
}

/** @throws InvalidProfile */
export function nameOf(text: string): string {
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
