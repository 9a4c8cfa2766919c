import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import type { ImportId } from '../domain/import.js';
import { Imports } from '../domain/imports.js';

@Injectable()
export class CancelImport {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly imports: Imports,
  ) {}

  /** The worker sees it before its next batch. @throws ImportNotFound, ImportStatusRefused once it is being applied */
  execute(importId: ImportId): Promise<void> {
    return this.unitOfWork.run(async () => {
      const import_ = await this.imports.get(importId);
      if (import_.status === 'cancelled') return; // asked twice
      import_.cancel();
      await this.imports.save(import_);
    });
  }
}
