import { Injectable } from '@nestjs/common';
import { Config } from '#platform/config/config.js';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import type { Customer } from '../domain/customer.js';
import { EmailNotVerified, WrongCredentials } from '../domain/customers.errors.js';
import { Customers, type Credentials } from '../domain/customers.js';
import { EmailAddress } from '../domain/email-address.js';
import { PasswordHasher } from './password-hasher.js';

export interface SignInInput {
  email: string;
  password: string;
}

/** Who knows the password is let in; same answer and same time for an unknown account and a wrong password. */
@Injectable()
export class CheckPassword {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly customers: Customers,
    private readonly hasher: PasswordHasher,
    private readonly config: Config,
  ) {}

  /**
   * Runs `work` with the account in a unit of work.
   * @throws InvalidEmail, WrongCredentials, EmailNotVerified, SignInBusy
   */
  async admit<Result>(
    { email, password }: SignInInput,
    work: (customer: Customer) => Promise<Result>,
  ): Promise<Result> {
    const credentials = await this.customers.credentials(EmailAddress.of(email).key);
    const isRight = await this.hasher.verify(credentials?.passwordHash, password);
    if (credentials === undefined || !isRight) throw new WrongCredentials();
    const newHash = await this.renewed(credentials, password);
    return this.unitOfWork.run(async () => {
      const customer = await this.customers.get(credentials.customerId);
      // Registered again, or replaced, while we were computing.
      if (customer.passwordHash !== credentials.passwordHash) throw new WrongCredentials();
      if (!customer.isVerified && this.config.accounts.verification === 'required')
        throw new EmailNotVerified();
      if (newHash !== undefined) {
        customer.replacePasswordHash(newHash);
        await this.customers.save(customer);
      }
      return work(customer);
    });
  }

  /** A sign-in is the only moment at which a hash can move to today's parameters. */
  private async renewed({ passwordHash }: Credentials, password: string): Promise<string | undefined> {
    return this.hasher.isOutdated(passwordHash) ? this.hasher.hash(password) : undefined;
  }
}
