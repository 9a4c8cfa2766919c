import { Injectable } from '@nestjs/common';
import { AuditLog } from '#platform/audit/audit-log.js';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import type { PersonalPart } from '#platform/personal-data/personal-part.js';
import { Clock } from '#shared-kernel';
import { GatherPersonalData } from './gather-personal-data.js';
import { jsonOf } from './json-of.js';

/** Everything that the shop has stored about a person, as each context knows it (GDPR, articles 15 and 20). */
@Injectable()
export class ExportPersonalData {
  constructor(
    private readonly gatherPersonalData: GatherPersonalData,
    private readonly unitOfWork: UnitOfWork,
    private readonly auditLog: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** One JSON document in pieces, read while it is sent. @throws CustomerNotFound before the first piece */
  async execute(customerId: string): Promise<AsyncIterable<string>> {
    const parts = await this.gatherPersonalData.of(customerId);
    const exportedAt: PersonalPart = { name: 'exportedAt', one: () => Promise.resolve(this.clock.now()) };
    // A copy of everything is what somebody with a stolen session would take.
    await this.unitOfWork.run(() =>
      this.auditLog.append({
        actor: customerId,
        action: 'privacy.export',
        subjectType: 'customer',
        subjectId: customerId,
      }),
    );
    return jsonOf([exportedAt, ...parts]);
  }
}
