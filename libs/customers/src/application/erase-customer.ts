import { Injectable } from '@nestjs/common';
import { AuditLog } from '#platform/audit/audit-log.js';
import { Clock } from '#shared-kernel';
import { Customers } from '../domain/customers.js';
import type { CustomerId } from '../domain/ids.js';
import { Owners } from '../domain/owners.js';
import { PersonalRecords } from '../domain/personal-records.js';
import { Sessions } from '../domain/sessions.js';
import { LastOwner } from '../domain/staff.errors.js';
import { EndPowers } from './end-powers.js';

/** Forgets who an account was. The other contexts hear of it by `customers.customer-erased`. Works only inside a unit of work. */
@Injectable()
export class EraseCustomer {
  constructor(
    private readonly owners: Owners,
    private readonly customers: Customers,
    private readonly sessions: Sessions,
    private readonly records: PersonalRecords,
    private readonly endPowers: EndPowers,
    private readonly auditLog: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** No effect on an account that has been erased. @param actor who wants it: the person, or a schedule @throws CustomerNotFound, LastOwner */
  async execute({ customerId, actor }: { customerId: CustomerId; actor: string }): Promise<void> {
    const owners = await this.owners.lock();
    const customer = await this.customers.get(customerId);
    if (customer.isErased) return;
    if (owners.has(customerId) && owners.size === 1) throw new LastOwner();
    const { emailKey } = customer;
    customer.erase(this.clock.now());
    await this.customers.save(customer);
    await this.sessions.endAllOf(customerId, 'account-erased');
    await this.endPowers.of(customerId, actor);
    await this.records.wipe(customerId, emailKey);
    await this.auditLog.append({
      actor,
      action: 'customers.erase',
      subjectType: 'customer',
      subjectId: customerId,
    });
  }
}
