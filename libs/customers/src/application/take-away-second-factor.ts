import { Injectable } from '@nestjs/common';
import { AuditLog } from '#platform/audit/audit-log.js';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import { Clock } from '#shared-kernel';
import { Customers } from '../domain/customers.js';
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
      if (isStaff(customer.role) && !permissions.has('staff:manage')) throw new StaffSecondFactor();
      if (!(await this.secondFactors.isEnabled(customerId))) throw new SecondFactorNotEnabled();
      await this.secondFactors.remove(customerId);
      await this.sessions.endAllOf(customerId, 'second-factor-changed');
      await this.auditLog.append({
        actor: identity.customerId,
        action: 'customers.take-away-second-factor',
        subjectType: 'customer',
        subjectId: customerId,
        after: { reason },
      });
      // Without an address: it is the one of the shop's staff.
      customer.notice('second-factor-disabled', { at: this.clock.now() });
      await this.customers.save(customer);
    });
  }
}
