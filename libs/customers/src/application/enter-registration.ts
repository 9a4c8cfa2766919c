import { Injectable } from '@nestjs/common';
import { Clock } from '#shared-kernel';
import type { Consent } from '../domain/consent.js';
import { Consents } from '../domain/consents.js';
import { Customer, type Registration } from '../domain/customer.js';
import { Customers } from '../domain/customers.js';
import { RequestVerification } from './request-verification.js';

export interface RegistrationWithConsent extends Registration {
  /** What was agreed to besides. It counts once the mailed link has been opened (`RecordConsent.confirm`). */
  readonly consent?: Consent | undefined;
}

/** What a registration becomes: an account, another try at one, or a mail to whoever has it. Works only inside a unit of work. */
@Injectable()
export class EnterRegistration {
  constructor(
    private readonly customers: Customers,
    private readonly requestVerification: RequestVerification,
    private readonly consents: Consents,
    private readonly clock: Clock,
  ) {}

  /** @throws InvalidProfile, EmailTaken */
  async ofNewcomer(registration: RegistrationWithConsent): Promise<Customer> {
    const customer = Customer.register(registration, this.clock.now());
    await this.requestVerification.ofNewcomer(customer);
    await this.agree(customer, registration);
    return customer;
  }

  /**
   * @param mayMail whether the address may get another mail. A registration counts without one, too: else the earlier link, of whoever
   * it was that asked for it, would still activate the earlier password
   * @throws InvalidProfile, EmailTaken
   */
  async orTellOwner(registration: RegistrationWithConsent, mayMail: boolean): Promise<void> {
    // Before the look-up: what is wrong with the input must be answered alike whether or not there is an account.
    const newcomer = Customer.register(registration, this.clock.now());
    const known = await this.customers.withEmail(registration.email.key);
    if (known === undefined) {
      await this.requestVerification.ofNewcomer(newcomer);
      await this.agree(newcomer, registration);
    } else if (known.isVerified || known.isDisabled) {
      if (mayMail) known.noteRegistrationAttempt();
      await this.customers.save(known);
    } else {
      known.registerAgain(registration);
      await this.requestVerification.of(known, { mayMail });
      // Like the password: who knows whose registration the earlier one was.
      await this.consents.forget(known.id);
      await this.agree(known, registration);
    }
  }

  private async agree({ id }: Customer, { consent }: RegistrationWithConsent): Promise<void> {
    if (consent !== undefined) await this.consents.append(id, consent);
  }
}
