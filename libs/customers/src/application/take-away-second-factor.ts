import { Injectable } from '@nestjs/common';
import { AuditLog } from '#platform/audit/audit-log.js';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import { Clock } from '#shared-kernel';
import type { Customer } from '../domain/customer.js';
import { CustomerNotFound } from '../domain/customers.errors.js';
import { Customers } from '../domain/customers.js';
import { EmailAddress } from '../domain/email-address.js';
import type { CustomerId } from '../domain/ids.js';
import { isStaff } from '../domain/roles.js';
import {
  OwnSecondFactor,
  SecondFactorNotEnabled,
  StaffSecondFactor,
} from '../domain/second-factor.errors.js';
import { SecondFactors } from '../domain/second-factors.js';
import { Sessions } from '../domain/sessions.js';
import { ConfirmIdentity } from './confirm-identity.js';

export interface TakeAwayInput {
  readonly customerId: CustomerId;
  /** How staff has made sure that it is the owner who asks. */
  readonly reason: string;
  readonly by: Parameters<ConfirmIdentity['execute']>[0] & { readonly permissions: ReadonlySet<string> };
}

/** For somebody who has lost the device and the recovery codes. They sign in with the password alone afterwards. */
@Injectable()
export class TakeAwaySecondFactor {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly customers: Customers,
    private readonly secondFactors: SecondFactors,
    private readonly sessions: Sessions,
    private readonly confirmIdentity: ConfirmIdentity,
    private readonly auditLog: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** @throws CustomerNotFound, OwnSecondFactor, StaffSecondFactor, SecondFactorNotEnabled, and what ConfirmIdentity throws */
  async execute({ customerId, reason, by }: TakeAwayInput): Promise<void> {
    const { permissions, ...identity } = by;
    if (customerId === identity.customerId) throw new OwnSecondFactor();
    await this.confirmIdentity.execute(identity);
    await this.unitOfWork.run(async () => {
      const customer = await this.customers.get(customerId);
      await this.confirmIdentity.mustStillHold(identity);
      if (isStaff(customer.role) && !permissions.has('staff:manage')) throw new StaffSecondFactor();
      await this.takeAway(customer, { actor: identity.customerId, reason });
    });
  }

  /**
   * By whoever runs the machine: the only owner has nobody else to ask.
   * @throws InvalidEmail, CustomerNotFound, SecondFactorNotEnabled
   */
  async onTheMachine({ email, actor }: { email: string; actor: string }): Promise<void> {
    const { key } = EmailAddress.of(email);
    await this.unitOfWork.run(async () => {
      const customer = await this.customers.withEmail(key);
      if (customer === undefined) throw new CustomerNotFound();
      await this.takeAway(customer, { actor, reason: 'on the machine' });
    });
  }

  private async takeAway(
    customer: Customer,
    { actor, reason }: { actor: string; reason: string },
  ): Promise<void> {
    const { id } = customer;
    if (!(await this.secondFactors.isEnabled(id))) throw new SecondFactorNotEnabled();
    await this.secondFactors.remove(id);
    await this.sessions.endAllOf(id, 'second-factor-changed');
    await this.auditLog.append({
      actor,
      action: 'customers.take-away-second-factor',
      subjectType: 'customer',
      subjectId: id,
      after: { reason },
    });
    // Without an address: it is the one of the shop's staff.
    customer.notice('second-factor-disabled', { at: this.clock.now() });
    await this.customers.save(customer);
  }
}
