import { Injectable } from '@nestjs/common';
import { AuditLog } from '#platform/audit/audit-log.js';
import { Config } from '#platform/config/config.js';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import { Clock } from '#shared-kernel';
import type { Customer } from '../domain/customer.js';
import { Customers } from '../domain/customers.js';
import { WrongPassword } from '../domain/customers.errors.js';
import { EmailTokens } from '../domain/email-tokens.js';
import type { CustomerId, SessionId } from '../domain/ids.js';
import { mustBeGoodPassword } from '../domain/password-policy.js';
import { Sessions } from '../domain/sessions.js';
import { ConfirmIdentity } from './confirm-identity.js';
import { KnownDevices } from './known-devices.js';
import { noticeOrigin } from './notice-origin.js';
import { PasswordHasher } from './password-hasher.js';

export interface ChangePasswordInput {
  customerId: CustomerId;
  /** The one that asks, and goes on. */
  sessionId: SessionId;
  /** Not of an account that has no password so far. */
  currentPassword: string | undefined;
  newPassword: string;
}

/** Another password, or the first one of an account that was signed in to elsewhere. Every other session ends. */
@Injectable()
export class ChangePassword {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly customers: Customers,
    private readonly emailTokens: EmailTokens,
    private readonly sessions: Sessions,
    private readonly devices: KnownDevices,
    private readonly confirmIdentity: ConfirmIdentity,
    private readonly hasher: PasswordHasher,
    private readonly auditLog: AuditLog,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  /** @throws WeakPassword, and what ConfirmIdentity throws */
  async execute({ customerId, sessionId, currentPassword, newPassword }: ChangePasswordInput): Promise<void> {
    const before = await this.unitOfWork.run(() => this.customers.get(customerId));
    const { email, name, passwordHash: oldHash } = before;
    const about = { email, name, shopName: this.config.shop.name };
    mustBeGoodPassword(newPassword, about, 'newPassword');
    await this.confirmIdentity.execute({ customerId, sessionId, password: currentPassword });
    const newHash = await this.hasher.hash(newPassword);
    await this.unitOfWork.run(async () => {
      const customer = await this.customers.get(customerId);
      // Replaced while we were computing, as by a reset: whoever knew the old one has no say any more.
      if (customer.passwordHash !== oldHash) throw new WrongPassword();
      await this.change(customer, newHash, sessionId);
    });
  }

  private async change(customer: Customer, passwordHash: string, sessionId: SessionId): Promise<void> {
    const { id } = customer;
    const now = this.clock.now();
    customer.changePassword(passwordHash, now);
    customer.notice('password-changed', noticeOrigin(now));
    await this.customers.save(customer);
    await this.emailTokens.voidAllOf(id, ['reset-password', 'change-email']);
    await this.sessions.endAllOf(id, 'password-replaced', sessionId);
    await this.devices.forgetOthersOf(id);
    await this.auditLog.append({
      actor: id,
      action: 'customers.change-password',
      subjectType: 'customer',
      subjectId: id,
    });
  }
}
