import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import { planOf } from '../../domain/tshirtshop/dump-plan.js';
import { ImportReport } from '../../domain/tshirtshop/import-report.js';
import { ScratchSchemas, type HandedOverShop } from '../../domain/tshirtshop/scratch-schemas.js';
import { shopTableNames } from '../../domain/tshirtshop/shop-tables.js';
import type { ImportOptions } from './import-run.js';
import { ImportSteps } from './import-steps.js';

export interface ImportTshirtshopInput extends ImportOptions {
  /** The dump. */
  text: string;
  /** Everything is done, and taken back at the end. */
  dryRun: boolean;
}

/** Ends the transaction of a dry run. */
class DryRunOver extends Error {
  constructor(readonly report: ImportReport) {
    super('This was a dry run.');
    this.name = 'DryRunOver';
  }
}

/**
 * Takes over the shop that a dump describes. Each row is remembered with what became of it, so that a second run changes nothing, a changed
 * dump changes only what differs, and what staff have changed since is left alone where the dump says the same as before. A run that is killed
 * is simply repeated.
 */
@Injectable()
export class ImportTshirtshop {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly scratchSchemas: ScratchSchemas,
    private readonly steps: ImportSteps,
  ) {}

  /** @throws DumpRefused before anything is written; ScratchSchemaRefused, ImportRunning */
  async execute({ text, dryRun, ...options }: ImportTshirtshopInput): Promise<ImportReport> {
    // Twice: not one statement is carried out while another may be refused.
    const statements = kindsOf(text);
    return this.scratchSchemas.with(planOf(text), async (shop) => {
      const work = (): Promise<ImportReport> => this.take({ shop, options, statements });
      return dryRun ? this.thenTakenBack(work) : work();
    });
  }

  private async thenTakenBack(work: () => Promise<ImportReport>): Promise<ImportReport> {
    try {
      return await this.unitOfWork.run(async () => {
        throw new DryRunOver(await work());
      });
    } catch (error) {
      if (error instanceof DryRunOver) return error.report;
      throw error;
    }
  }

  private async take({
    shop,
    options,
    statements,
  }: {
    shop: HandedOverShop;
    options: ImportOptions;
    statements: readonly (string | undefined)[];
  }): Promise<ImportReport> {
    const report = new ImportReport();
    for (const skipped of statements) report.statement(skipped);
    for (const table of shopTableNames) report.has(table, await shop.count(table));
    await this.steps.run({ shop, report, options });
    return report;
  }
}

/** What is skipped by what it is; undefined for what is carried out. */
function kindsOf(text: string): (string | undefined)[] {
  const kinds: (string | undefined)[] = [];
  for (const each of planOf(text)) kinds.push('skipped' in each ? each.skipped : undefined);
  return kinds;
}
