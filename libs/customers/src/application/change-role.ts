import { Injectable } from '@nestjs/common';
import { AuditLog } from '#platform/audit/audit-log.js';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import { Clock } from '#shared-kernel';
import type { Customer } from '../domain/customer.js';
import { Customers } from '../domain/customers.js';
import type { CustomerId } from '../domain/ids.js';
import { Owners } from '../domain/owners.js';
import { isStaff, type Role } from '../domain/roles.js';
import { Sessions } from '../domain/sessions.js';
import { LastOwner, OwnAccount, OwnersOnly, StaffNotFound } from '../domain/staff.errors.js';
import { ConfirmIdentity, type Confirmation } from './confirm-identity.js';
import { EndPowers } from './end-powers.js';

export interface ChangeRoleInput {
  owner: Confirmation;
  staffId: CustomerId;
  /** `customer`: back among those who only buy. */
  role: Role;
}

/** Another role for a member of the staff. Nobody joins the staff this way: for that there are invitations. */
@Injectable()
export class ChangeRole {
  constructor(
    private readonly confirmIdentity: ConfirmIdentity,
    private readonly unitOfWork: UnitOfWork,
    private readonly owners: Owners,
    private readonly customers: Customers,
    private readonly sessions: Sessions,
    private readonly endPowers: EndPowers,
    private readonly auditLog: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** @throws OwnAccount, CustomerNotFound, StaffNotFound, LastOwner, OwnersOnly, and what ConfirmIdentity throws */
  async execute({ owner, staffId, role }: ChangeRoleInput): Promise<void> {
    const actor = owner.customerId;
    if (actor === staffId) throw new OwnAccount();
    await this.confirmIdentity.execute(owner);
    await this.unitOfWork.run(async () => {
      const owners = await this.owners.lock();
      // Demoted by another owner, who was a moment earlier.
      if (!owners.has(actor)) throw new OwnersOnly();
      await this.confirmIdentity.mustStillHold(owner);
      await this.change({ actor, staffId, role, owners });
    });
  }

  private async change(of: {
    actor: CustomerId;
    staffId: CustomerId;
    role: Role;
    owners: ReadonlySet<CustomerId>;
  }): Promise<void> {
    const { actor, staffId, role, owners } = of;
    const member = await this.staffMember(staffId);
    const before = member.role;
    if (before === role) return;
    if (owners.has(staffId) && owners.size === 1) throw new LastOwner();
    member.changeRole(role);
    member.notice('role-changed', { at: this.clock.now(), subject: role });
    await this.customers.save(member);
    await this.sessions.endAllOf(staffId, 'role-changed');
    if (before === 'owner') await this.endPowers.of(staffId, actor);
    await this.auditLog.append({
      actor,
      action: 'customers.change-role',
      subjectType: 'customer',
      subjectId: staffId,
      before: { role: before },
      after: { role },
    });
  }

  private async staffMember(id: CustomerId): Promise<Customer> {
    const customer = await this.customers.get(id);
    if (!isStaff(customer.role)) throw new StaffNotFound();
    return customer;
  }
}
