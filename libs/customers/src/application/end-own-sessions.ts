import { Injectable } from '@nestjs/common';
import { AuditLog } from '#platform/audit/audit-log.js';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import { SessionNotFound } from '../domain/customers.errors.js';
import type { CustomerId, SessionId } from '../domain/ids.js';
import { Sessions } from '../domain/sessions.js';

/** Somebody signs out a device that is elsewhere. */
@Injectable()
export class EndOwnSessions {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly sessions: Sessions,
    private readonly auditLog: AuditLog,
  ) {}

  /** @throws SessionNotFound for somebody else's and those that have ended, too */
  async one(customerId: CustomerId, sessionId: SessionId): Promise<void> {
    await this.unitOfWork.run(async () => {
      if (!(await this.sessions.isRunningOf(customerId, sessionId))) throw new SessionNotFound();
      await this.sessions.end(sessionId, 'revoked');
      await this.note(customerId, 'session', sessionId);
    });
  }

  async allOthers(customerId: CustomerId, current: SessionId): Promise<void> {
    await this.unitOfWork.run(async () => {
      await this.sessions.endAllOf(customerId, 'revoked', current);
      await this.note(customerId, 'customer', customerId);
    });
  }

  private note(actor: string, subjectType: string, subjectId: string): Promise<void> {
    return this.auditLog.append({ actor, action: 'customers.revoke-sessions', subjectType, subjectId });
  }
}
