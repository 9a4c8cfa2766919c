import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database/database.js';
import type { TaxRate, TaxRule } from '../domain/tariffs.js';
import { TaxChoices } from '../domain/tax-choices.js';

interface RateRow {
  label: string;
  basis_points: number;
}

@Injectable()
export class MysqlTaxChoices extends TaxChoices {
  constructor(private readonly database: Database) {
    super();
  }

  override async all(): Promise<TaxRate[]> {
    const rows = await this.database.query<RateRow>(
      'SELECT label, basis_points FROM tax_rate_choices ORDER BY position, id',
    );
    return rows.map(rateOf);
  }

  override async charged(country: string, region: string): Promise<TaxRate | undefined> {
    const row = await this.database.queryOne<RateRow>(
      `SELECT label, basis_points
       FROM tax_rates
       WHERE country = :country AND region = :region AND tax_class = 'standard'`,
      { country, region },
    );
    return row === undefined ? undefined : rateOf(row);
  }

  override async charge({
    country,
    region,
    taxClass,
    label,
    basisPoints,
    taxesShipping,
  }: TaxRule): Promise<void> {
    await this.database.write(
      `INSERT INTO tax_rates (country, region, tax_class, label, basis_points, taxes_shipping)
       VALUES (:country, :region, :taxClass, :label, :basisPoints, :taxesShipping)
       ON DUPLICATE KEY UPDATE label = :label, basis_points = :basisPoints, taxes_shipping = :taxesShipping`,
      { country, region, taxClass, label, basisPoints, taxesShipping },
    );
  }
}

function rateOf({ label, basis_points: basisPoints }: RateRow): TaxRate {
  return { label, basisPoints };
}
