import { Injectable } from '@nestjs/common';
import { AuditLog } from '#platform/audit/audit-log.js';
import { Config } from '#platform/config/config.js';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import { Clock } from '#shared-kernel';
import type { Customer } from '../domain/customer.js';
import { Customers } from '../domain/customers.js';
import { EmailTokens } from '../domain/email-tokens.js';
import { mustBeGoodPassword } from '../domain/password-policy.js';
import { Identities } from '../domain/identities.js';
import { InvalidResetToken } from '../domain/recovery.errors.js';
import { Sessions } from '../domain/sessions.js';
import { KnownDevices } from './known-devices.js';
import { MailLimits } from './mail-limits.js';
import { noticeOrigin } from './notice-origin.js';
import { hashOfToken, isOpaqueToken } from './opaque-token.js';
import { PasswordHasher } from './password-hasher.js';

export interface ResetPasswordInput {
  token: string;
  password: string;
}

/**
 * Takes the token of a mailed link and a new password. Who can read the mail box owns the account: its address is verified by this, and
 * whatever somebody else had on it, a password, sessions, links, is worth nothing any more. A second factor stays, unless nobody had
 * ever verified the account.
 */
@Injectable()
export class ResetPassword {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly customers: Customers,
    private readonly emailTokens: EmailTokens,
    private readonly sessions: Sessions,
    private readonly identities: Identities,
    private readonly devices: KnownDevices,
    private readonly hasher: PasswordHasher,
    private readonly limits: MailLimits,
    private readonly auditLog: AuditLog,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  /** @throws InvalidResetToken, WeakPassword (which leaves the token as it is), SignInBusy */
  async execute({ token, password }: ResetPasswordInput): Promise<void> {
    if (!isOpaqueToken(token)) throw new InvalidResetToken();
    const tokenHash = hashOfToken(token);
    const { email, name } = await this.unitOfWork.run(() => this.ownerOf(tokenHash));
    mustBeGoodPassword(password, { email, name, shopName: this.config.shop.name });
    const passwordHash = await this.hasher.hash(password);
    const emailKey = await this.unitOfWork.run(async () => {
      const customer = await this.ownerOf(tokenHash);
      // Now that the account is locked: of two clicks at once, one finds the token gone.
      if (!(await this.emailTokens.consume('reset-password', tokenHash))) throw new InvalidResetToken();
      await this.replace(customer, passwordHash);
      return customer.emailKey;
    });
    await this.limits.reopen('reset-password', emailKey);
  }

  private async ownerOf(tokenHash: Buffer): Promise<Customer> {
    const mailed = await this.emailTokens.find('reset-password', tokenHash);
    if (mailed === undefined) throw new InvalidResetToken();
    const customer = await this.customers.get(mailed.customerId);
    if (customer.isDisabled) throw new InvalidResetToken();
    return customer;
  }

  private async replace(customer: Customer, passwordHash: string): Promise<void> {
    const { id } = customer;
    const now = this.clock.now();
    // Nobody has shown until now that the account is theirs: what stands on it may be there to keep its owner out.
    if (!customer.isVerified) await this.identities.dropPlanted(id);
    customer.verifyEmail(now);
    customer.changePassword(passwordHash, now);
    customer.notice('password-changed', noticeOrigin(now));
    await this.unlinkOthers(customer, now);
    await this.customers.save(customer);
    await this.emailTokens.voidAllOf(id, ['reset-password', 'change-email', 'verify-email']);
    await this.sessions.endAllOf(id, 'password-replaced');
    await this.devices.forgetAllOf(id);
    await this.devices.introduce(id);
    await this.auditLog.append({
      actor: id,
      action: 'customers.reset-password',
      subjectType: 'customer',
      subjectId: id,
    });
  }

  /** Else whoever had the old password goes on coming in by a provider, where they are somebody else. */
  private async unlinkOthers(customer: Customer, now: Date): Promise<void> {
    for (const subject of await this.identities.unlinkOthers(customer.id, customer.emailKey)) {
      customer.notice('identity-unlinked', { ...noticeOrigin(now), subject });
      await this.auditLog.append({
        actor: customer.id,
        action: 'customers.unlink-identity',
        subjectType: 'customer',
        subjectId: customer.id,
        before: { provider: subject },
      });
    }
  }
}
