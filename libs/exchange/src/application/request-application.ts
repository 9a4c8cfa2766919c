import { Injectable } from '@nestjs/common';
import { AuditLog } from '#platform/audit/audit-log.js';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import { Outbox } from '#platform/outbox/outbox.js';
import type { ImportStaged } from '../events.js';
import type { ImportId } from '../domain/import.js';
import { StockNotAllowed } from '../domain/import.errors.js';
import { Imports } from '../domain/imports.js';

export interface RequestApplicationInput {
  importId: ImportId;
  /** Whose changes they are from now on. */
  actor: string;
  mayChangeStock: boolean;
}

/** A dry run without errors shall be applied after all, or an import that has stopped shall go on. */
@Injectable()
export class RequestApplication {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly imports: Imports,
    private readonly outbox: Outbox,
    private readonly audit: AuditLog,
  ) {}

  /** It is checked anew first. @throws ImportNotFound, ImportStatusRefused, StockNotAllowed */
  execute({ importId, actor, mayChangeStock }: RequestApplicationInput): Promise<void> {
    return this.unitOfWork.run(async () => {
      const import_ = await this.imports.get(importId);
      if (import_.hasStock && !mayChangeStock) throw new StockNotAllowed();
      const { status } = import_;
      import_.requestApplication(actor);
      await this.imports.forgetProblems(importId);
      await this.imports.save(import_);
      const event: ImportStaged = { type: 'exchange.import-staged', payload: { importId } };
      await this.outbox.append([event]);
      await this.audit.append({
        ...{ actor, action: 'exchange.apply-import', subjectType: 'import', subjectId: importId },
        before: { status },
        after: { status: import_.status },
      });
    });
  }
}
