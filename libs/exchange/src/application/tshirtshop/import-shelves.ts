import { Injectable } from '@nestjs/common';
import { CatalogImport } from '#catalog';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import { ImportedRecords } from '../../domain/tshirtshop/imported-records.js';
import { slugFrom } from '../../domain/tshirtshop/names.js';
import type { ShopRow } from '../../domain/tshirtshop/scratch-schemas.js';
import { hashOf, text, type ImportRun } from './import-run.js';

const longestSlug = 100;

/** Departments and their categories, behind those that there are and in the order of their numbers. */
@Injectable()
export class ImportShelves {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly catalog: CatalogImport,
    private readonly records: ImportedRecords,
  ) {}

  async run(run: ImportRun): Promise<void> {
    const departments = await run.shop.all('department');
    await this.unitOfWork.run(() => this.keepDepartments(run, departments));
    const categories = await run.shop.all('category');
    await this.unitOfWork.run(() => this.keepCategories(run, categories));
  }

  private async keepDepartments(
    { report }: ImportRun,
    rows: readonly ShopRow<'department'>[],
  ): Promise<void> {
    const known = await this.records.find(
      'department',
      rows.map((row) => text(row.department_id)),
    );
    for (const row of rows) {
      const sourceId = text(row.department_id);
      const details = { name: text(row.name), description: text(row.description) };
      const contentHash = hashOf(details);
      const record = known.get(sourceId);
      if (details.name === '') report.skipped('department', 'it has no name');
      else if (record?.contentHash === contentHash) report.took('department', 'unchanged');
      else {
        const slug = slugOf(details.name, `department-${sourceId}`);
        const { id } = await this.catalog.keepDepartment({ ...details, slug, id: record?.targetId });
        await this.records.keep('department', [{ sourceId, targetId: id, contentHash }]);
        report.took('department', record === undefined ? 'created' : 'updated');
      }
    }
  }

  private async keepCategories({ report }: ImportRun, rows: readonly ShopRow<'category'>[]): Promise<void> {
    const known = await this.records.find(
      'category',
      rows.map((row) => text(row.category_id)),
    );
    const departments = await this.records.find(
      'department',
      rows.map((row) => text(row.department_id)),
    );
    for (const row of rows) {
      const sourceId = text(row.category_id);
      const departmentId = departments.get(text(row.department_id))?.targetId;
      const details = { name: text(row.name), description: text(row.description) };
      const contentHash = hashOf({ ...details, department: row.department_id });
      const record = known.get(sourceId);
      if (details.name === '') report.skipped('category', 'it has no name');
      else if (departmentId === undefined) report.skipped('category', 'its department is not there');
      else if (record?.contentHash === contentHash) report.took('category', 'unchanged');
      else {
        const slug = slugOf(details.name, `category-${sourceId}`);
        const { id } = await this.catalog.keepCategory({
          ...details,
          slug,
          departmentId,
          id: record?.targetId,
        });
        await this.records.keep('category', [{ sourceId, targetId: id, contentHash }]);
        report.took('category', record === undefined ? 'created' : 'updated');
      }
    }
  }
}

function slugOf(name: string, otherwise: string): string {
  return slugFrom(name, longestSlug) || otherwise;
}
