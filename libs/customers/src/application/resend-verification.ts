import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import { Customers } from '../domain/customers.js';
import { EmailAddress } from '../domain/email-address.js';
import { inEvenTime } from './in-even-time.js';
import { MailLimits } from './mail-limits.js';
import { RequestVerification } from './request-verification.js';

/** Mails a new link if there is an account that waits for one; the one who asks is not told. */
@Injectable()
export class ResendVerification {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly customers: Customers,
    private readonly requestVerification: RequestVerification,
    private readonly limits: MailLimits,
  ) {}

  /** @throws InvalidEmail, TooManyMails */
  execute(email: string): Promise<void> {
    const { key } = EmailAddress.of(email);
    return inEvenTime(async () => {
      if (!(await this.limits.take('verify-email', key))) return;
      await this.unitOfWork.run(async () => {
        const customer = await this.customers.withEmail(key);
        if (customer === undefined || customer.isVerified || customer.isDisabled) return; // answered alike, on purpose
        // Verified without a password it could neither be signed in to nor registered again.
        if (customer.needsPassword) return;
        await this.requestVerification.of(customer);
      });
    });
  }
}
