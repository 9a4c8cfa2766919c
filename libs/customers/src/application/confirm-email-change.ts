import { Injectable } from '@nestjs/common';
import { AuditLog } from '#platform/audit/audit-log.js';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import { Clock } from '#shared-kernel';
import type { Customer } from '../domain/customer.js';
import { EmailTaken } from '../domain/customers.errors.js';
import { Customers } from '../domain/customers.js';
import { EmailAddress } from '../domain/email-address.js';
import { EmailTokens } from '../domain/email-tokens.js';
import { InvalidEmailChangeToken, NewEmailTaken } from '../domain/recovery.errors.js';
import { Sessions } from '../domain/sessions.js';
import { ConfirmIdentity } from './confirm-identity.js';
import { hashOfToken, isOpaqueToken } from './opaque-token.js';

export interface ConfirmEmailChangeInput {
  token: string;
  /** Not needed by an account that has none. */
  currentPassword: string | undefined;
}

/**
 * Takes the token of the link that was mailed to the new address, and the password once more: a mistyped address is somebody else's, who
 * would get the account with a click. Every session ends, since what they carry names the old address; links that were mailed there are void.
 */
@Injectable()
export class ConfirmEmailChange {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly customers: Customers,
    private readonly emailTokens: EmailTokens,
    private readonly sessions: Sessions,
    private readonly confirmIdentity: ConfirmIdentity,
    private readonly auditLog: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** @throws InvalidEmailChangeToken; PasswordNeeded, WrongPassword, TooManyAttempts, NewEmailTaken (which leave everything as it is) */
  async execute({ token, currentPassword }: ConfirmEmailChangeInput): Promise<void> {
    if (!isOpaqueToken(token)) throw new InvalidEmailChangeToken();
    const tokenHash = hashOfToken(token);
    const { customer } = await this.unitOfWork.run(() => this.asked(tokenHash));
    if (!customer.needsPassword)
      await this.confirmIdentity.execute({
        customerId: customer.id,
        sessionId: undefined,
        password: currentPassword,
      });
    try {
      await this.unitOfWork.run(() => this.confirm(tokenHash));
    } catch (error) {
      throw error instanceof EmailTaken ? new NewEmailTaken() : error;
    }
  }

  private async asked(tokenHash: Buffer): Promise<{ customer: Customer; newEmail: string }> {
    const mailed = await this.emailTokens.find('change-email', tokenHash);
    if (mailed?.newEmail === undefined) throw new InvalidEmailChangeToken();
    const customer = await this.customers.get(mailed.customerId);
    if (customer.isDisabled) throw new InvalidEmailChangeToken();
    return { customer, newEmail: mailed.newEmail };
  }

  private async confirm(tokenHash: Buffer): Promise<void> {
    const { customer, newEmail } = await this.asked(tokenHash);
    // Now that the account is locked: of two clicks at once, one finds the token gone.
    if (!(await this.emailTokens.consume('change-email', tokenHash))) throw new InvalidEmailChangeToken();
    const { id } = customer;
    customer.changeEmail(EmailAddress.of(newEmail), this.clock.now());
    await this.customers.save(customer);
    await this.emailTokens.voidAllOf(id, ['reset-password', 'change-email', 'verify-email']);
    await this.sessions.endAllOf(id, 'email-changed');
    await this.auditLog.append({
      actor: id,
      action: 'customers.change-email',
      subjectType: 'customer',
      subjectId: id,
    });
  }
}
