import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../database/unit-of-work.js';
import { AuditLog, type AuditEntry } from './audit-log.js';

/**
 * What is refused: failed sign-ins, denied access. There is no transaction that it could be written in, and an attacker decides how
 * much of it there is.
 */
@Injectable()
export class SecurityTrail {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly auditLog: AuditLog,
  ) {}

  /** Costs the caller nothing. Never throws. */
  note(entry: Omit<AuditEntry, 'before' | 'times'>): void {
    void this.unitOfWork.run(() => this.auditLog.append(entry)).catch(() => undefined);
  }
}
