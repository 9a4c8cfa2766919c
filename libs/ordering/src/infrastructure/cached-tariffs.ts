import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database/database.js';
import { bytesToId } from '#platform/database/id-column.js';
import { Money } from '#shared-kernel';
import type { ShippingMethodId, ShippingRegionId } from '../domain/ids.js';
import { TariffTable } from '../domain/tariff-table.js';
import { Tariffs, type ShippingMethod, type ShippingRegion, type TaxRule } from '../domain/tariffs.js';

interface RegionRow {
  id: Buffer;
  code: string;
  name: string;
  is_rest_of_world: number;
  countries: string | null;
}

interface MethodRow {
  id: Buffer;
  region_id: Buffer;
  code: string;
  name: string;
  price_amount: number;
  currency: string;
  min_days: number;
  max_days: number;
}

interface TaxRow {
  country: string;
  region: string;
  tax_class: string;
  label: string;
  basis_points: number;
  taxes_shipping: number;
}

/** Some hundred rows that staff change a few times a year: read as a whole, and once in a while. */
const freshForMs = 10_000;

@Injectable()
export class CachedTariffs extends TariffTable {
  private cached?: { tariffs: Tariffs; until: number };

  constructor(private readonly database: Database) {
    super();
  }

  override async current(): Promise<Tariffs> {
    // The monotonic clock: the time of day may jump.
    const now = performance.now();
    if (this.cached !== undefined && now < this.cached.until) return this.cached.tariffs;
    const tariffs = new Tariffs(await this.regions(), await this.methods(), await this.taxRules());
    this.cached = { tariffs, until: now + freshForMs };
    return tariffs;
  }

  private async regions(): Promise<ShippingRegion[]> {
    const rows = await this.database.query<RegionRow>(
      `SELECT r.id, r.code, r.name, r.is_rest_of_world,
              GROUP_CONCAT(c.country ORDER BY c.country) AS countries
       FROM shipping_regions r
       LEFT JOIN shipping_region_countries c ON c.region_id = r.id
       GROUP BY r.id, r.code, r.name, r.is_rest_of_world, r.position
       ORDER BY r.position, r.code`,
    );
    return rows.map(({ id, code, name, countries, is_rest_of_world }) => ({
      id: bytesToId<ShippingRegionId>(id),
      code,
      name,
      countries: countries?.split(',') ?? [],
      isRestOfWorld: is_rest_of_world === 1,
    }));
  }

  private async methods(): Promise<ShippingMethod[]> {
    const rows = await this.database.query<MethodRow>(
      `SELECT id, region_id, code, name, price_amount, currency, min_days, max_days
       FROM shipping_methods
       WHERE is_active = 1
       ORDER BY position, code`,
    );
    return rows.map((row) => ({
      id: bytesToId<ShippingMethodId>(row.id),
      regionId: bytesToId<ShippingRegionId>(row.region_id),
      code: row.code,
      name: row.name,
      price: Money.of(row.price_amount, row.currency),
      minDays: row.min_days,
      maxDays: row.max_days,
    }));
  }

  private async taxRules(): Promise<TaxRule[]> {
    const rows = await this.database.query<TaxRow>(
      'SELECT country, region, tax_class, label, basis_points, taxes_shipping FROM tax_rates',
    );
    return rows.map((row) => ({
      country: row.country,
      region: row.region,
      taxClass: row.tax_class,
      label: row.label,
      basisPoints: row.basis_points,
      taxesShipping: row.taxes_shipping === 1,
    }));
  }
}
