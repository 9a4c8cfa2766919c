import { Injectable } from '@nestjs/common';
import { Config } from '#platform/config/config.js';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import type { Customer } from '../domain/customer.js';
import { EmailNotVerified, WrongCredentials } from '../domain/customers.errors.js';
import { Customers, type Credentials } from '../domain/customers.js';
import { EmailAddress } from '../domain/email-address.js';
import { SignInBusy } from '../domain/guessing.errors.js';
import { PasswordHasher, type HashingLane } from './password-hasher.js';
import { SignInLimits } from './sign-in-limits.js';

/**
 * So many sign-ins of strangers are worked at in a process at a time, two seconds of hashing; of a thousand a second the others must
 * not get as far as the database, whose connections everybody needs.
 */
const mostUnderWay = 100;

export interface SignInInput {
  email: string;
  password: string;
}

/** Who knows the password is let in; same answer and same time for an unknown account and a wrong password. */
@Injectable()
export class CheckPassword {
  private underWay = 0;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly customers: Customers,
    private readonly hasher: PasswordHasher,
    private readonly limits: SignInLimits,
    private readonly config: Config,
  ) {}

  /**
   * Runs `work` with the account in a unit of work.
   * @throws InvalidEmail, TooManyAttempts, WrongCredentials, EmailNotVerified, SignInBusy
   */
  async admit<Result>(
    { email, password }: SignInInput,
    work: (customer: Customer) => Promise<Result>,
  ): Promise<Result> {
    const { key } = EmailAddress.of(email);
    if (this.underWay >= mostUnderWay && !this.limits.knowsSomebody) throw new SignInBusy();
    this.underWay += 1;
    try {
      return await this.tryPassword(key, password, work);
    } finally {
      this.underWay -= 1;
    }
  }

  private async tryPassword<Result>(
    key: string,
    password: string,
    work: (customer: Customer) => Promise<Result>,
  ): Promise<Result> {
    const credentials = await this.customers.credentials(key);
    return this.limits.admit({ account: key, customerId: credentials?.customerId }, async (lane) => {
      const renewed = await this.check(credentials, password, lane);
      return this.unitOfWork.run(async () => work(await this.accountOf(renewed)));
    });
  }

  /** @throws WrongCredentials, SignInBusy */
  private async check(
    credentials: Credentials | undefined,
    password: string,
    lane: HashingLane,
  ): Promise<Credentials & { newHash: string | undefined }> {
    const isRight = await this.hasher.verify(credentials?.passwordHash, password, lane);
    if (credentials === undefined || !isRight) throw new WrongCredentials();
    return { ...credentials, newHash: await this.renewed(credentials, password) };
  }

  private async accountOf({
    customerId,
    passwordHash,
    newHash,
  }: Credentials & { newHash: string | undefined }): Promise<Customer> {
    const customer = await this.customers.get(customerId);
    // Registered again, or replaced, while we were computing.
    if (customer.passwordHash !== passwordHash) throw new WrongCredentials();
    if (!customer.isVerified && this.config.accounts.verification === 'required')
      throw new EmailNotVerified();
    if (newHash !== undefined) {
      customer.replacePasswordHash(newHash);
      await this.customers.save(customer);
    }
    return customer;
  }

  /** A sign-in is the only moment at which a hash can move to today's parameters. */
  private async renewed({ passwordHash }: Credentials, password: string): Promise<string | undefined> {
    return this.hasher.isOutdated(passwordHash) ? this.hasher.hash(password) : undefined;
  }
}
