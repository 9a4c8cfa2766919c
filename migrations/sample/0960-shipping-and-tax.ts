import type { MigrationInterface, QueryRunner } from 'typeorm';
import { sampleId } from './shop/ids.js';
import { deleteRows, insertRows } from './shop/rows.js';

interface SampleRegion {
  code: string;
  name: string;
  countries: string;
  /** In cents. */
  standard: number;
  standardDays: [number, number];
  express: number;
  expressDays: [number, number];
}

const regions: readonly SampleRegion[] = [
  {
    code: 'us',
    name: 'United States',
    countries: 'US',
    standard: 599,
    standardDays: [3, 5],
    express: 1499,
    expressDays: [1, 2],
  },
  {
    code: 'ca',
    name: 'Canada',
    countries: 'CA',
    standard: 999,
    standardDays: [5, 8],
    express: 2499,
    expressDays: [2, 3],
  },
  {
    code: 'eu',
    name: 'European Union',
    countries: 'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK',
    standard: 1299,
    standardDays: [6, 10],
    express: 3499,
    expressDays: [2, 4],
  },
  {
    code: 'gb',
    name: 'United Kingdom',
    countries: 'GB',
    standard: 1199,
    standardDays: [5, 8],
    express: 2999,
    expressDays: [2, 3],
  },
  // Takes every country that the others do not list.
  {
    code: 'world',
    name: 'Rest of the world',
    countries: '',
    standard: 1999,
    standardDays: [8, 20],
    express: 4999,
    expressDays: [3, 6],
  },
];

type SampleTax = readonly [
  country: string,
  region: string,
  label: string,
  basisPoints: number,
  taxesShipping: boolean,
];

/**
 * Illustrations for a sample shop, not advice. United States: the states' own rates in a handful of states where the shop collects;
 * cities and counties would add theirs. Canada: the provinces whose rate is a whole number of basis points; elsewhere the federal
 * tax alone. Whoever imports into a country that is not listed pays its taxes at the border.
 */
const salesTaxes: readonly SampleTax[] = [
  ['US', 'CA', 'Sales tax (California)', 725, false],
  ['US', 'CO', 'Sales tax (Colorado)', 290, false],
  ['US', 'FL', 'Sales tax (Florida)', 600, false],
  ['US', 'GA', 'Sales tax (Georgia)', 400, true],
  ['US', 'MA', 'Sales tax (Massachusetts)', 625, false],
  ['US', 'NY', 'Sales tax (New York)', 400, true],
  ['US', 'PA', 'Sales tax (Pennsylvania)', 600, true],
  ['US', 'TX', 'Sales tax (Texas)', 625, true],
  ['US', 'WA', 'Sales tax (Washington)', 650, true],
  ['CA', '', 'GST', 500, true],
  ['CA', 'BC', 'GST and PST (British Columbia)', 1200, true],
  ['CA', 'MB', 'GST and RST (Manitoba)', 1200, true],
  ['CA', 'NB', 'HST (New Brunswick)', 1500, true],
  ['CA', 'NL', 'HST (Newfoundland and Labrador)', 1500, true],
  ['CA', 'NS', 'HST (Nova Scotia)', 1400, true],
  ['CA', 'ON', 'HST (Ontario)', 1300, true],
  ['CA', 'PE', 'HST (Prince Edward Island)', 1500, true],
  ['CA', 'SK', 'GST and PST (Saskatchewan)', 1100, true],
];

/** Standard rates of value added tax in per cent, due where the buyer is. */
const vat: Readonly<Record<string, number>> = {
  ...{
    AT: 20,
    BE: 21,
    BG: 20,
    CY: 19,
    CZ: 21,
    DE: 19,
    DK: 25,
    EE: 24,
    ES: 21,
    FI: 25.5,
    FR: 20,
    GB: 20,
    GR: 24,
    HR: 25,
  },
  ...{
    HU: 27,
    IE: 23,
    IT: 22,
    LT: 21,
    LU: 17,
    LV: 21,
    MT: 18,
    NL: 21,
    PL: 23,
    PT: 23,
    RO: 21,
    SE: 25,
    SI: 22,
    SK: 23,
  },
};

/** Where the sample shop ships to, what that costs, and what tax is due. */
export class SampleShippingAndTax1790000000960 implements MigrationInterface {
  readonly name = 'SampleShippingAndTax1790000000960';

  async up(queryRunner: QueryRunner): Promise<void> {
    const regionColumns = ['id', 'code', 'name', 'position', 'is_rest_of_world'];
    await insertRows(queryRunner, 'shipping_regions', regionColumns, regions.map(regionRow));
    await insertRows(
      queryRunner,
      'shipping_region_countries',
      ['country', 'region_id'],
      regions.flatMap(countryRows),
    );
    await insertRows(queryRunner, 'shipping_methods', methodColumns, regions.flatMap(methodRows));
    await insertRows(queryRunner, 'tax_rates', taxColumns, taxRows());
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    const ids = regions.map(regionId);
    for (const [country, region] of taxRows()) {
      await queryRunner.query(
        "DELETE FROM tax_rates WHERE country = ? AND region = ? AND tax_class = 'standard'",
        [country, region],
      );
    }
    await deleteRows(queryRunner, 'shipping_methods', 'region_id', ids);
    await deleteRows(queryRunner, 'shipping_region_countries', 'region_id', ids);
    await deleteRows(queryRunner, 'shipping_regions', 'id', ids);
  }
}

function regionId({ code }: SampleRegion): Buffer {
  return sampleId('shipping-region', code);
}

function regionRow(region: SampleRegion, position: number): unknown[] {
  return [regionId(region), region.code, region.name, position, region.countries === '' ? 1 : 0];
}

function countryRows(region: SampleRegion): unknown[][] {
  const countries = region.countries.split(' ').filter((country) => country !== '');
  return countries.map((country) => [country, regionId(region)]);
}

const methodColumns = [
  ...['id', 'region_id', 'code', 'name', 'price_amount', 'currency'],
  ...['min_days', 'max_days', 'position'],
];

function methodRows(region: SampleRegion): unknown[][] {
  const { code, standard, standardDays, express, expressDays } = region;
  const row = (method: string, name: string, price: number, days: [number, number], position: number) => [
    ...[sampleId('shipping-method', `${code} ${method}`), regionId(region), method, name, price, 'USD'],
    ...[...days, position],
  ];
  return [
    row('standard', 'Standard', standard, standardDays, 0),
    row('express', 'Express', express, expressDays, 1),
  ];
}

const taxColumns = ['country', 'region', 'tax_class', 'label', 'basis_points', 'taxes_shipping'];

function taxRows(): unknown[][] {
  const vatRows = Object.entries(vat).map(([country, perCent]) => [
    ...[country, '', 'standard', `VAT (${country})`, Math.round(perCent * 100), 1],
  ]);
  const salesTaxRows = salesTaxes.map(([country, region, label, basisPoints, taxesShipping]) => [
    ...[country, region, 'standard', label, basisPoints, taxesShipping ? 1 : 0],
  ]);
  return [...salesTaxRows, ...vatRows];
}
