import { Injectable } from '@nestjs/common';
import { Config } from '#platform/config/config.js';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import { Clock } from '#shared-kernel';
import { Customer, type Registration } from '../domain/customer.js';
import { EmailTaken } from '../domain/customers.errors.js';
import { Customers } from '../domain/customers.js';
import { EmailAddress } from '../domain/email-address.js';
import { mustBeGoodPassword } from '../domain/password-policy.js';
import { inEvenTime } from './in-even-time.js';
import { OpenSession, type SessionTokens } from './open-session.js';
import { PasswordHasher } from './password-hasher.js';
import { RequestVerification } from './request-verification.js';

export interface RegisterCustomerInput {
  email: string;
  password: string;
  name: string;
  locale?: string | undefined;
}

/**
 * Registers an account. Whether there was one before is told by mail alone, unless the shop has chosen ACCOUNT_VERIFICATION=optional:
 * then the new account is signed in at once, and a taken address is refused.
 */
@Injectable()
export class RegisterCustomer {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly customers: Customers,
    private readonly hasher: PasswordHasher,
    private readonly requestVerification: RequestVerification,
    private readonly openSession: OpenSession,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  /**
   * @returns tokens if verification is optional, otherwise nothing: a mail tells how it goes on
   * @throws InvalidEmail, InvalidProfile, WeakPassword, SignInBusy; EmailTaken if verification is optional
   */
  execute({ password, ...input }: RegisterCustomerInput): Promise<SessionTokens | undefined> {
    const email = EmailAddress.of(input.email);
    const { name, locale } = input;
    mustBeGoodPassword(password, { email: email.key, name, shopName: this.config.shop.name });
    return inEvenTime(async () => {
      const registration = { email, name, locale, passwordHash: await this.hasher.hash(password) };
      if (this.config.accounts.verification === 'optional') return this.admit(registration);
      await this.announce(registration);
      return undefined;
    });
  }

  private admit(registration: Registration): Promise<SessionTokens> {
    return this.unitOfWork.run(async () => {
      const customer = Customer.register(registration, this.clock.now());
      await this.requestVerification.ofNewcomer(customer);
      return this.openSession.execute(customer, 'password');
    });
  }

  private async announce(registration: Registration): Promise<void> {
    try {
      await this.unitOfWork.run(() => this.registerOrTellOwner(registration));
    } catch (error) {
      if (!(error instanceof EmailTaken)) throw error;
      // Two registrations at the same moment: this one came second, and finds the other's account now.
      await this.unitOfWork.run(() => this.registerOrTellOwner(registration));
    }
  }

  private async registerOrTellOwner(registration: Registration): Promise<void> {
    // Before the look-up: what is wrong with the input must be answered alike whether or not there is an account.
    const newcomer = Customer.register(registration, this.clock.now());
    const known = await this.customers.withEmail(registration.email.key);
    if (known === undefined) {
      await this.requestVerification.ofNewcomer(newcomer);
    } else if (known.isVerified) {
      known.noteRegistrationAttempt();
      await this.customers.save(known);
    } else {
      known.registerAgain(registration);
      await this.requestVerification.of(known);
    }
  }
}
