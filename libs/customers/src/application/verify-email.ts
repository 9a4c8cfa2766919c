import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import { Clock } from '#shared-kernel';
import { InvalidVerificationToken } from '../domain/customers.errors.js';
import { Customers } from '../domain/customers.js';
import { EmailTokens } from '../domain/email-tokens.js';
import { hashOfToken, isOpaqueToken } from './opaque-token.js';
import { RecordConsent } from './record-consent.js';

/** Takes the token of a mailed link: the account's address is shown to be theirs. */
@Injectable()
export class VerifyEmail {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly customers: Customers,
    private readonly emailTokens: EmailTokens,
    private readonly recordConsent: RecordConsent,
    private readonly clock: Clock,
  ) {}

  /** @throws InvalidVerificationToken */
  async execute(token: string): Promise<void> {
    if (!isOpaqueToken(token)) throw new InvalidVerificationToken();
    const hash = hashOfToken(token);
    await this.unitOfWork.run(async () => {
      const mailed = await this.emailTokens.find('verify-email', hash);
      if (mailed === undefined) throw new InvalidVerificationToken();
      const owner = mailed.customerId;
      // The account first, as registering again does: locks in one order.
      const customer = await this.customers.get(owner);
      if (customer.isDisabled) throw new InvalidVerificationToken();
      if (!(await this.emailTokens.consume('verify-email', hash))) throw new InvalidVerificationToken();
      customer.verifyEmail(this.clock.now());
      await this.customers.save(customer);
      await this.recordConsent.confirm(owner);
    });
  }
}
