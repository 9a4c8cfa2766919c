import { Injectable } from '@nestjs/common';
import { AuditLog } from '#platform/audit/audit-log.js';
import { deviceName } from '#platform/observability/device-name.js';
import { currentClient } from '#platform/observability/request-scope.js';
import { Clock } from '#shared-kernel';
import type { Customer } from '../domain/customer.js';
import { Customers } from '../domain/customers.js';
import { Devices } from '../domain/devices.js';
import type { SignInMethod } from '../domain/sessions.js';
import { KnownDevices } from './known-devices.js';

/** What every sign-in leaves behind: a device that is known from now on, a line in the audit log, and, from a new device, a mail. */
@Injectable()
export class RecordSignIn {
  constructor(
    private readonly devices: Devices,
    private readonly knownDevices: KnownDevices,
    private readonly customers: Customers,
    private readonly auditLog: AuditLog,
    private readonly clock: Clock,
  ) {}

  /**
   * Once a session is opened; in the same unit of work.
   * @returns the token of the device, for the browser or app to keep
   */
  async execute(customer: Customer, method: SignInMethod, action = 'customers.sign-in'): Promise<string> {
    const hasSignedInBefore = await this.devices.noteSignIn(customer.id);
    const { token, isNew } = await this.knownDevices.introduce(customer.id);
    if (isNew && hasSignedInBefore) await this.tellOwner(customer);
    await this.auditLog.append({
      actor: customer.id,
      action,
      subjectType: 'customer',
      subjectId: customer.id,
      after: { method, newDevice: isNew },
    });
    return token;
  }

  private async tellOwner(customer: Customer): Promise<void> {
    const client = currentClient();
    customer.notice('new-device', {
      at: this.clock.now(),
      address: client?.address,
      device: deviceName(client?.userAgent),
    });
    await this.customers.save(customer);
  }
}
