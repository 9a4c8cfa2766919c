import { Injectable } from '@nestjs/common';
import { AuditLog } from '#platform/audit/audit-log.js';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import { Clock } from '#shared-kernel';
import type { Customer } from '../domain/customer.js';
import { Customers } from '../domain/customers.js';
import type { CustomerId } from '../domain/ids.js';
import { Owners } from '../domain/owners.js';
import { isStaff } from '../domain/roles.js';
import { Sessions } from '../domain/sessions.js';
import { AccountErased, LastOwner, OwnAccount, OwnersOnly } from '../domain/staff.errors.js';
import { EndPowers } from './end-powers.js';

/** Who asks; an account of staff, or a program of the shop. */
export interface StaffMember {
  readonly actor: string;
  /** Staff can be shut out only by those who have let them in. */
  readonly mayManageStaff: boolean;
}

export interface DisableCustomerInput extends StaffMember {
  customerId: CustomerId;
  /** For staff, in the audit log and on the account. */
  reason: string;
}

/** Shuts an account: its sessions end within a second everywhere, and nobody signs in to it until it is enabled again. */
@Injectable()
export class DisableCustomer {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly owners: Owners,
    private readonly customers: Customers,
    private readonly sessions: Sessions,
    private readonly endPowers: EndPowers,
    private readonly auditLog: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** @throws CustomerNotFound, AccountErased, OwnAccount, OwnersOnly, LastOwner */
  async execute({ customerId, reason, ...staff }: DisableCustomerInput): Promise<void> {
    if (customerId === staff.actor) throw new OwnAccount();
    await this.unitOfWork.run(async () => {
      const owners = await this.owners.lock();
      const customer = await this.customers.get(customerId);
      mustBeAllowed(customer, staff, owners);
      if (customer.isDisabled) return; // the first reason stays
      if (owners.has(customerId) && owners.size === 1) throw new LastOwner();
      const now = this.clock.now();
      customer.disable(reason, now);
      customer.notice('account-disabled', { at: now });
      await this.customers.save(customer);
      await this.sessions.endAllOf(customerId, 'account-disabled');
      await this.endPowers.of(customerId, staff.actor);
      await this.auditLog.append({
        actor: staff.actor,
        action: 'customers.disable',
        subjectType: 'customer',
        subjectId: customerId,
        before: { disabled: false },
        after: { disabled: true, reason },
      });
    });
  }
}

/** Opens it again. The sessions of before stay ended. */
@Injectable()
export class EnableCustomer {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly owners: Owners,
    private readonly customers: Customers,
    private readonly auditLog: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** @throws CustomerNotFound, AccountErased, OwnersOnly */
  async execute({ customerId, ...staff }: StaffMember & { customerId: CustomerId }): Promise<void> {
    await this.unitOfWork.run(async () => {
      const owners = await this.owners.lock();
      const customer = await this.customers.get(customerId);
      mustBeAllowed(customer, staff, owners);
      if (!customer.isDisabled) return;
      customer.enable();
      customer.notice('account-enabled', { at: this.clock.now() });
      await this.customers.save(customer);
      await this.auditLog.append({
        actor: staff.actor,
        action: 'customers.enable',
        subjectType: 'customer',
        subjectId: customerId,
        before: { disabled: true },
        after: { disabled: false },
      });
    });
  }
}

/** @param owners of this moment: the one who asks may have been demoted by another a moment ago @throws AccountErased, OwnersOnly */
function mustBeAllowed(
  customer: Customer,
  { actor, mayManageStaff }: StaffMember,
  owners: ReadonlySet<string>,
): void {
  if (customer.isErased) throw new AccountErased();
  if (isStaff(customer.role) && !(mayManageStaff && owners.has(actor))) throw new OwnersOnly();
}
