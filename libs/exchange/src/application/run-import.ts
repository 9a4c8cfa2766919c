import { Injectable, Logger } from '@nestjs/common';
import { DomainError } from '#shared-kernel';
import { isRetryable } from '#platform/database/errors.js';
import { NamedLock } from '#platform/database/named-lock.js';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import type { Import, ImportId } from '../domain/import.js';
import { ImportNotFound } from '../domain/import.errors.js';
import type { ImportProblem } from '../domain/import-problem.js';
import type { ImportStatus } from '../domain/import-status.js';
import { Imports } from '../domain/imports.js';
import { ApplyBatch, BatchRefused } from './apply-batch.js';
import { CheckBatch } from './check-batch.js';

export interface RunImportInput {
  importId: ImportId;
  /** Told after each batch, in percent. */
  onProgress: (percent: number) => void;
  /** Asked between two batches: a process that stops leaves the rest to the next one. */
  mayGoOn: () => boolean;
  /** Nobody tries again soon: what fails now for no reason in the file stops the import instead of leaving it under way. */
  isLastAttempt: boolean;
}

interface Step {
  isOver: boolean;
  progress: number;
}

const mostAttempts = 3;
const underWay: ReadonlySet<ImportStatus> = new Set(['staged', 'checking', 'applying']);

/** 'elsewhere': another process is at it. 'interrupted': there is more to do. */
export type RunEnd = 'done' | 'elsewhere' | 'interrupted';

/**
 * Checks an import and applies it, batch by batch. Each batch is a transaction that also writes how far it has come, so a run that
 * dies is gone on with by whoever runs it next, and nothing is done twice.
 */
@Injectable()
export class RunImport {
  private readonly logger = new Logger(RunImport.name);

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly lock: NamedLock,
    private readonly imports: Imports,
    private readonly checkBatch: CheckBatch,
    private readonly applyBatch: ApplyBatch,
  ) {}

  /** Repeating it for an import that is done changes nothing, and so does one that is gone. */
  async execute(input: RunImportInput): Promise<RunEnd> {
    let end: RunEnd = 'elsewhere';
    // The lock saves work; what keeps two processes apart is the lock of the import's row in each batch.
    await this.lock.tryRun(`exchange.import.${input.importId}`, async () => {
      end = await this.run(input);
    });
    return end;
  }

  private async run({ importId, onProgress, mayGoOn, isLastAttempt }: RunImportInput): Promise<RunEnd> {
    while (mayGoOn()) {
      const { isOver, progress } = await this.step(importId).catch((error: unknown) => {
        if (!isLastAttempt || isPassing(error)) throw error;
        return this.giveUp(importId, error);
      });
      onProgress(progress);
      if (isOver) return 'done';
    }
    return 'interrupted';
  }

  private async step(id: ImportId): Promise<Step> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.unitOfWork.run(async () => {
          const import_ = await this.imports.get(id);
          const isOver = !(await this.goOn(import_));
          return { isOver, progress: import_.progress };
        });
      } catch (error) {
        if (error instanceof ImportNotFound) return { isOver: true, progress: 100 };
        if (error instanceof BatchRefused) return this.stop(id, error.problems);
        // A rule that the plan did not see broken: somebody was faster with the same SKU. The next plan sees it.
        if (!(error instanceof DomainError) || attempt === mostAttempts) throw error;
      }
    }
  }

  /** @returns false if there is nothing to do */
  private async goOn(import_: Import): Promise<boolean> {
    switch (import_.status) {
      case 'staged':
        import_.startChecking();
        await this.imports.save(import_);
        return true;
      case 'checking':
        await this.checkBatch.execute(import_);
        return true;
      case 'applying':
        await this.applyBatch.execute(import_);
        return true;
      case 'staging':
      case 'refused':
      case 'checked':
      case 'applied':
      case 'stopped':
      case 'cancelled':
        return false;
    }
  }

  /** Staff see that it has failed, and can go on; why is for whoever runs the shop. */
  private giveUp(id: ImportId, error: unknown): Promise<Step> {
    this.logger.error({ msg: 'an import has failed', importId: id, err: error });
    const message = 'Something in the shop has failed; its log tells what. Ask for the application again.';
    return this.stop(id, [{ line: 1, column: '', code: 'internal', message }]);
  }

  private stop(id: ImportId, problems: readonly ImportProblem[]): Promise<Step> {
    return this.unitOfWork.run(async () => {
      const import_ = await this.imports.get(id);
      // Cancelled in between.
      if (!underWay.has(import_.status)) return { isOver: true, progress: import_.progress };
      import_.stop(problems.length);
      await this.imports.forgetProblems(id);
      await this.imports.addProblems(id, problems);
      await this.imports.save(import_);
      return { isOver: true, progress: import_.progress };
    });
  }
}

/** Of the database, not of the import: it is worth waiting for. */
function isPassing(error: unknown): boolean {
  return isRetryable(error) || (error instanceof DomainError && error.kind === 'unavailable');
}
