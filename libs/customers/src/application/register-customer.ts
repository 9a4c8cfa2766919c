import { Injectable } from '@nestjs/common';
import { Config } from '#platform/config/config.js';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import { marketingConsent } from '../domain/consent.js';
import { EmailTaken } from '../domain/customers.errors.js';
import { EmailAddress } from '../domain/email-address.js';
import { mustBeGoodPassword } from '../domain/password-policy.js';
import { EnterRegistration, type RegistrationWithConsent } from './enter-registration.js';
import { inEvenTime } from './in-even-time.js';
import { MailLimits } from './mail-limits.js';
import { OpenSession, type SessionTokens } from './open-session.js';
import { PasswordHasher } from './password-hasher.js';

export interface RegisterCustomerInput {
  email: string;
  password: string;
  name: string;
  locale?: string | undefined;
  /** What was agreed to besides. */
  marketingConsent?: { readonly wording: string } | undefined;
}

/**
 * Registers an account. Whether there was one before is told by mail alone, unless the shop has chosen ACCOUNT_VERIFICATION=optional:
 * then the new account is signed in at once, and a taken address is refused.
 */
@Injectable()
export class RegisterCustomer {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly hasher: PasswordHasher,
    private readonly enterRegistration: EnterRegistration,
    private readonly openSession: OpenSession,
    private readonly limits: MailLimits,
    private readonly config: Config,
  ) {}

  /**
   * @returns tokens if verification is optional, otherwise nothing: a mail tells how it goes on
   * @throws InvalidEmail, InvalidProfile, InvalidConsent, WeakPassword, SignInBusy; EmailTaken if verification is optional
   */
  execute({ password, ...input }: RegisterCustomerInput): Promise<SessionTokens | undefined> {
    const email = EmailAddress.of(input.email);
    const { name, locale } = input;
    const consent = input.marketingConsent && marketingConsent(input.marketingConsent.wording);
    mustBeGoodPassword(password, { email: email.key, name, shopName: this.config.shop.name });
    return inEvenTime(async () => {
      const registration = { email, name, locale, consent, passwordHash: await this.hasher.hash(password) };
      if (this.config.accounts.verification === 'optional') return this.admit(registration);
      await this.announce(registration);
      return undefined;
    });
  }

  private admit(registration: RegistrationWithConsent): Promise<SessionTokens> {
    return this.unitOfWork.run(async () =>
      this.openSession.execute(await this.enterRegistration.ofNewcomer(registration), 'password'),
    );
  }

  private async announce(registration: RegistrationWithConsent): Promise<void> {
    const mayMail = await this.limits.allows('register', registration.email.key);
    try {
      await this.unitOfWork.run(() => this.enterRegistration.orTellOwner(registration, mayMail));
    } catch (error) {
      if (!(error instanceof EmailTaken)) throw error;
      // Two registrations at the same moment: this one came second, and finds the other's account now.
      await this.unitOfWork.run(() => this.enterRegistration.orTellOwner(registration, mayMail));
    }
  }
}
