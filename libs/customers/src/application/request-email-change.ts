import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import { Customers } from '../domain/customers.js';
import { EmailAddress } from '../domain/email-address.js';
import { EmailTokens } from '../domain/email-tokens.js';
import type { CustomerId, SessionId } from '../domain/ids.js';
import { ConfirmIdentity } from './confirm-identity.js';
import { inEvenTime } from './in-even-time.js';
import { MailLimits } from './mail-limits.js';
import { hashOfToken, newOpaqueToken } from './opaque-token.js';

export interface RequestEmailChangeInput {
  customerId: CustomerId;
  sessionId: SessionId;
  currentPassword: string | undefined;
  newEmail: string;
}

/**
 * Has a link mailed to the new address, and a warning to the old one. If somebody has the new address, they are told instead, and the one
 * who asks learns nothing of it: the old mail box gets the same warning either way.
 */
@Injectable()
export class RequestEmailChange {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly customers: Customers,
    private readonly emailTokens: EmailTokens,
    private readonly confirmIdentity: ConfirmIdentity,
    private readonly limits: MailLimits,
  ) {}

  /** @throws InvalidEmail, TooManyMails, and what ConfirmIdentity throws */
  async execute({
    customerId,
    sessionId,
    currentPassword: password,
    ...input
  }: RequestEmailChangeInput): Promise<void> {
    const newEmail = EmailAddress.of(input.newEmail, 'newEmail');
    await this.confirmIdentity.execute({ customerId, sessionId, password });
    await inEvenTime(async () => {
      const isAllowed =
        (await this.limits.take('change-email', newEmail.key)) &&
        (await this.limits.allows('change-email', customerId));
      if (isAllowed) await this.unitOfWork.run(() => this.request({ customerId, sessionId }, newEmail));
    });
  }

  private async request(
    { customerId, sessionId }: { customerId: CustomerId; sessionId: SessionId },
    newEmail: EmailAddress,
  ): Promise<void> {
    const customer = await this.customers.get(customerId);
    await this.confirmIdentity.mustStillHold({ customerId, sessionId });
    const owner = await this.customers.withEmail(newEmail.key);
    if (owner !== undefined && owner.id !== customerId) {
      customer.announceEmailChange(newEmail);
      await this.customers.save(customer);
      await this.emailTokens.voidAllOf(customerId, ['change-email']);
      owner.noteRegistrationAttempt();
      await this.customers.save(owner);
      return;
    }
    const token = newOpaqueToken();
    customer.announceEmailChange(newEmail, token);
    await this.customers.save(customer);
    const tokenHash = hashOfToken(token);
    await this.emailTokens.replace({ customerId, purpose: 'change-email', tokenHash, newEmail });
  }
}
