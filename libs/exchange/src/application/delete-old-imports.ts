import { Injectable } from '@nestjs/common';
import { StagedRows } from '../domain/staged-rows.js';

const daysKept = 7;
/** Longer than any upload may take. */
const hoursOfUpload = 6;

/** Imports with their rows and reports go when nothing has happened to them for a week, and uploads whose API process has died. */
@Injectable()
export class DeleteOldImports {
  constructor(private readonly rows: StagedRows) {}

  /** @returns how many */
  async execute(): Promise<number> {
    const old = await this.rows.oldImports({ days: daysKept, hoursOfUpload });
    for (const id of old) await this.rows.deleteImport(id);
    return old.length;
  }
}
