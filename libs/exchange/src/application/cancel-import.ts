import { Injectable } from '@nestjs/common';
import { AuditLog } from '#platform/audit/audit-log.js';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import type { ImportId } from '../domain/import.js';
import { Imports } from '../domain/imports.js';

export interface CancelImportInput {
  importId: ImportId;
  actor: string;
}

@Injectable()
export class CancelImport {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly imports: Imports,
    private readonly audit: AuditLog,
  ) {}

  /** The worker sees it before its next batch. @throws ImportNotFound, ImportStatusRefused once it is applied */
  execute({ importId, actor }: CancelImportInput): Promise<void> {
    return this.unitOfWork.run(async () => {
      const import_ = await this.imports.get(importId);
      const { status } = import_;
      if (status === 'cancelled') return; // asked twice
      import_.cancel();
      await this.imports.save(import_);
      await this.audit.append({
        ...{ actor, action: 'exchange.cancel-import', subjectType: 'import', subjectId: importId },
        before: { status },
        after: { status: import_.status },
      });
    });
  }
}
