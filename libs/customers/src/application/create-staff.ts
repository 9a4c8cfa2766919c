import { Injectable } from '@nestjs/common';
import { AuditLog } from '#platform/audit/audit-log.js';
import { Config } from '#platform/config/config.js';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import { Clock } from '#shared-kernel';
import { Customer } from '../domain/customer.js';
import { Customers } from '../domain/customers.js';
import { EmailAddress } from '../domain/email-address.js';
import type { CustomerId } from '../domain/ids.js';
import { mustBeGoodPassword } from '../domain/password-policy.js';
import { PasswordHasher } from './password-hasher.js';

export interface CreateStaffInput {
  email: string;
  name: string;
  password: string;
  /** Who does it, for the audit log, e.g. `cli`. */
  actor: string;
}

/** A new staff account, for somebody whom an operator knows: there is nothing to verify. */
@Injectable()
export class CreateStaff {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly customers: Customers,
    private readonly hasher: PasswordHasher,
    private readonly auditLog: AuditLog,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  /** @throws InvalidEmail, InvalidProfile, WeakPassword, EmailTaken */
  async execute({ actor, name, password, ...input }: CreateStaffInput): Promise<CustomerId> {
    const email = EmailAddress.of(input.email);
    mustBeGoodPassword(password, { email: email.key, name, shopName: this.config.shop.name });
    const passwordHash = await this.hasher.hash(password);
    return this.unitOfWork.run(async () => {
      const staff = Customer.appoint({ email, name, passwordHash }, 'owner', this.clock.now());
      await this.customers.add(staff);
      await this.auditLog.append({
        actor,
        action: 'customers.create-staff',
        subjectType: 'customer',
        subjectId: staff.id,
        after: { role: staff.role },
      });
      return staff.id;
    });
  }
}
