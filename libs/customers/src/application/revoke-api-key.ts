import { Injectable } from '@nestjs/common';
import { AuditLog } from '#platform/audit/audit-log.js';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import { ApiKeys } from '../domain/api-keys.js';
import type { ApiKeyId } from '../domain/ids.js';
import { ApiKeyNotFound } from '../domain/staff.errors.js';

/** Ends a key within a second, on every process. */
@Injectable()
export class RevokeApiKey {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly apiKeys: ApiKeys,
    private readonly auditLog: AuditLog,
  ) {}

  /** @throws ApiKeyNotFound */
  async execute({ id, actor }: { id: ApiKeyId; actor: string }): Promise<void> {
    await this.unitOfWork.run(async () => {
      const name = await this.apiKeys.revoke(id);
      if (name === undefined) throw new ApiKeyNotFound();
      await this.auditLog.append({
        actor,
        action: 'customers.revoke-api-key',
        subjectType: 'api-key',
        subjectId: id,
        before: { name },
      });
    });
  }
}
