import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import { Customers } from '../domain/customers.js';
import { EmailAddress } from '../domain/email-address.js';
import { EmailTokens } from '../domain/email-tokens.js';
import { inEvenTime } from './in-even-time.js';
import { MailLimits } from './mail-limits.js';
import { hashOfToken, newOpaqueToken } from './opaque-token.js';

/** Mails a link to choose a new password, if there is an account; the one who asks is not told. */
@Injectable()
export class RequestPasswordReset {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly customers: Customers,
    private readonly emailTokens: EmailTokens,
    private readonly limits: MailLimits,
  ) {}

  /** @throws InvalidEmail, TooManyMails */
  async execute(email: string): Promise<void> {
    const { key } = EmailAddress.of(email);
    await inEvenTime(async () => {
      if (!(await this.limits.take('reset-password', key))) return;
      await this.unitOfWork.run(() => this.request(key));
    });
  }

  private async request(emailKey: string): Promise<void> {
    const customer = await this.customers.withEmail(emailKey);
    if (customer === undefined || customer.isDisabled) return; // answered alike, on purpose
    const token = newOpaqueToken();
    customer.requestPasswordReset(token);
    await this.customers.save(customer);
    await this.emailTokens.replace({
      customerId: customer.id,
      purpose: 'reset-password',
      tokenHash: hashOfToken(token),
    });
  }
}
