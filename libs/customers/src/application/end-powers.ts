import { Injectable } from '@nestjs/common';
import { AuditLog } from '#platform/audit/audit-log.js';
import { ApiKeys } from '../domain/api-keys.js';
import type { CustomerId } from '../domain/ids.js';
import { StaffInvitations } from '../domain/staff-invitations.js';

/**
 * What an owner has set going ends with the owner: API keys and open invitations. For whoever is no owner it does nothing.
 * Works only inside a unit of work.
 */
@Injectable()
export class EndPowers {
  constructor(
    private readonly apiKeys: ApiKeys,
    private readonly invitations: StaffInvitations,
    private readonly auditLog: AuditLog,
  ) {}

  async of(customerId: CustomerId, actor: string): Promise<void> {
    const keys = await this.apiKeys.revokeAllOf(customerId);
    await this.invitations.revokeAllOf(customerId);
    await this.auditLog.appendAll(
      keys.map((id) => ({
        actor,
        action: 'customers.revoke-api-key',
        subjectType: 'api-key',
        subjectId: id,
        before: { madeBy: customerId },
      })),
    );
  }
}
