import { Injectable } from '@nestjs/common';
import { OrderingImport } from '#ordering';
import { Config } from '#platform/config/config.js';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import { regionCalled } from '../../domain/tshirtshop/countries.js';
import { ImportedRecords } from '../../domain/tshirtshop/imported-records.js';
import { daysIn } from '../../domain/tshirtshop/names.js';
import type { ShopRow } from '../../domain/tshirtshop/scratch-schemas.js';
import { hashOf, text, type ImportRun } from './import-run.js';
import { priceOf } from './product-draft.js';

/** The entry that the other shop's form begins with. */
const placeholder = /^please select$/i;
/** Working days that are shown where a name tells none. */
const unknownDays = { minDays: 1, maxDays: 30 };

/** Regions with their ways to ship, and rates of tax for staff to choose from: a dump doesn't say where which of them is due. */
@Injectable()
export class ImportShipping {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly ordering: OrderingImport,
    private readonly records: ImportedRecords,
    private readonly config: Config,
  ) {}

  async run(run: ImportRun): Promise<void> {
    const regions = await run.shop.all('shipping_region');
    const methods = await run.shop.all('shipping');
    const taxes = await run.shop.all('tax');
    await this.unitOfWork.run(async () => {
      for (const region of regions) await this.keepRegion(run, region);
      for (const [index, method] of methods.entries()) await this.keepMethod(run, method, index);
      for (const [index, tax] of taxes.entries()) await this.keepTax(run, tax, index);
    });
  }

  private async keepRegion(run: ImportRun, row: ShopRow<'shipping_region'>): Promise<void> {
    const { report, options } = run;
    const sourceId = text(row.shipping_region_id);
    const name = text(row.shipping_region);
    if (name === '') {
      report.skipped('shipping_region', 'it has no name');
      return;
    }
    if (placeholder.test(name)) {
      report.skipped('shipping_region', 'it is the placeholder of a form');
      return;
    }
    const contentHash = hashOf({ name });
    const record = (await this.records.find('shipping_region', [sourceId])).get(sourceId);
    const isKnown = record?.contentHash === contentHash;
    if (isKnown && !options.replaceShipping) {
      report.took('shipping_region', 'unchanged');
      return;
    }
    const region = regionCalled(name);
    const kept = await this.ordering.keepRegion(
      { ...region, name, id: record?.targetId },
      { takeOver: options.replaceShipping },
    );
    await this.records.keep('shipping_region', [{ sourceId, targetId: kept.id, contentHash }]);
    if (isKnown && kept.gained === 0) {
      report.took('shipping_region', 'unchanged');
      return;
    }
    report.took('shipping_region', record === undefined ? 'created' : 'updated');
    const theirs = `${name}: left to the shop's own regions (--replace-shipping takes them over)`;
    report.remark(`countries of ${theirs}`, kept.servedByOthers.length);
    report.remark(`rest of the world for ${theirs}`, kept.isRestTaken ? 1 : 0);
    report.remark(
      `parts of the region '${name}' that are no known country: staff must add them`,
      region.unknown.length,
    );
  }

  private async keepMethod({ report }: ImportRun, row: ShopRow<'shipping'>, position: number): Promise<void> {
    const sourceId = text(row.shipping_id);
    const name = text(row.shipping_type);
    const { currency } = this.config.shop;
    const price = priceOf(row.shipping_cost, currency);
    if (name === '') {
      report.skipped('shipping', 'it has no name');
      return;
    }
    if (price === undefined) {
      report.skipped('shipping', `its cost is no amount in ${currency}`);
      return;
    }
    const region = (await this.records.find('shipping_region', [text(row.shipping_region_id)])).get(
      text(row.shipping_region_id),
    );
    if (region === undefined) {
      report.skipped('shipping', 'its region was not taken');
      return;
    }
    const contentHash = hashOf({ name, price, region: row.shipping_region_id });
    const record = (await this.records.find('shipping', [sourceId])).get(sourceId);
    if (record?.contentHash === contentHash) {
      report.took('shipping', 'unchanged');
      return;
    }
    const days = daysIn(name);
    if (days === undefined) report.remark('ways to ship whose name tells no days: 1 to 30 are shown');
    const { id } = await this.ordering.keepMethod({
      ...(days ?? unknownDays),
      ...{
        id: record?.targetId,
        regionId: region.targetId,
        name,
        price: { amount: price, currency },
        position,
      },
    });
    await this.records.keep('shipping', [{ sourceId, targetId: id, contentHash }]);
    report.took('shipping', record === undefined ? 'created' : 'updated');
  }

  private async keepTax({ report }: ImportRun, row: ShopRow<'tax'>, position: number): Promise<void> {
    const sourceId = text(row.tax_id);
    const label = text(row.tax_type).slice(0, 80);
    const basisPoints = basisPointsOf(row.tax_percentage);
    if (label === '') {
      report.skipped('tax', 'it has no name');
      return;
    }
    if (basisPoints === undefined) {
      report.skipped('tax', 'its percentage is no number from 0 to 100');
      return;
    }
    const contentHash = hashOf({ label, basisPoints });
    const record = (await this.records.find('tax', [sourceId])).get(sourceId);
    if (record?.contentHash === contentHash) {
      report.took('tax', 'unchanged');
      return;
    }
    const { id } = await this.ordering.keepTaxChoice({ id: record?.targetId, label, basisPoints, position });
    await this.records.keep('tax', [{ sourceId, targetId: id, contentHash }]);
    report.took('tax', record === undefined ? 'created' : 'updated');
  }
}

/** `8.50` per cent is 850: exactly, as the column has two digits. */
export function basisPointsOf(percentage: string | null): number | undefined {
  // As many digits behind the point as a dollar has.
  const basisPoints = priceOf(percentage, 'USD');
  return basisPoints === undefined || basisPoints > 10_000 ? undefined : basisPoints;
}
