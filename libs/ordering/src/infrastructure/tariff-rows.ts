import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database/database.js';
import { bytesToId, idToBytes } from '#platform/database/id-column.js';
import { newId } from '#shared-kernel';
import type {
  ImportedMethod,
  ImportedRegion,
  ImportedTaxChoice,
  KeptRegion,
} from '../application/ordering-import.js';
import type { ShippingMethodId, ShippingRegionId } from '../domain/ids.js';

/** Writes the tables that `Tariffs` are read from. Other processes see it within seconds, as they read them anew. */
@Injectable()
export class TariffRows {
  constructor(private readonly database: Database) {}

  async keepRegion(region: ImportedRegion, { takeOver }: { takeOver: boolean }): Promise<KeptRegion> {
    const id = region.id ?? (await this.addRegion(region.name));
    await this.database.write('UPDATE shipping_regions SET name = :name WHERE id = :id', {
      id: idToBytes(id),
      name: region.name,
    });
    const countries = await this.serve(id, region.countries, takeOver);
    const rest = region.isRestOfWorld ? await this.serveTheRest(id, takeOver) : { isTaken: false, gained: 0 };
    return {
      id,
      servedByOthers: countries.servedByOthers,
      isRestTaken: rest.isTaken,
      gained: countries.gained + rest.gained,
    };
  }

  async keepMethod(method: ImportedMethod): Promise<{ id: string }> {
    const { regionId, name, price, minDays, maxDays, position } = method;
    const row = { name, price: price.amount, currency: price.currency, minDays, maxDays, position };
    if (method.id !== undefined) {
      await this.database.write(
        `UPDATE shipping_methods
         SET region_id = :regionId, name = :name, price_amount = :price, currency = :currency,
             min_days = :minDays, max_days = :maxDays, position = :position
         WHERE id = :id`,
        { ...row, id: idToBytes(method.id), regionId: idToBytes(regionId) },
      );
      return { id: method.id };
    }
    const id = newId<ShippingMethodId>();
    const code = await this.freeCode(
      name,
      'SELECT code FROM shipping_methods WHERE region_id = :regionId FOR UPDATE',
      idToBytes(regionId),
    );
    await this.database.write(
      `INSERT INTO shipping_methods (id, region_id, code, name, price_amount, currency, min_days, max_days, position)
       VALUES (:id, :regionId, :code, :name, :price, :currency, :minDays, :maxDays, :position)`,
      { ...row, id: idToBytes(id), regionId: idToBytes(regionId), code },
    );
    return { id };
  }

  async keepTaxChoice({
    id = newId(),
    label,
    basisPoints,
    position,
  }: ImportedTaxChoice): Promise<{ id: string }> {
    await this.database.write(
      `INSERT INTO tax_rate_choices (id, label, basis_points, position)
       VALUES (:id, :label, :basisPoints, :position)
       ON DUPLICATE KEY UPDATE label = :label, basis_points = :basisPoints, position = :position`,
      { id: idToBytes(id), label, basisPoints, position },
    );
    return { id };
  }

  private async addRegion(name: string): Promise<ShippingRegionId> {
    const id = newId<ShippingRegionId>();
    const code = await this.freeCode(name, 'SELECT code FROM shipping_regions FOR UPDATE');
    await this.database.write(
      `INSERT INTO shipping_regions (id, code, name, position)
       SELECT :id, :code, :name, COALESCE(MAX(position) + 1, 0) FROM shipping_regions`,
      { id: idToBytes(id), code, name },
    );
    return id;
  }

  private async serve(
    regionId: string,
    countries: readonly string[],
    takeOver: boolean,
  ): Promise<{ servedByOthers: string[]; gained: number }> {
    if (countries.length === 0) return { servedByOthers: [], gained: 0 };
    const rows = await this.database.query<{ country: string; region_id: Buffer }>(
      'SELECT country, region_id FROM shipping_region_countries WHERE country IN (:countries) FOR UPDATE',
      { countries },
    );
    const served = new Map(
      rows.map(({ country, region_id }) => [country, bytesToId<ShippingRegionId>(region_id)]),
    );
    const ofOthers = countries.filter((country) => (served.get(country) ?? regionId) !== regionId);
    const gained = countries.filter(
      (country) => !served.has(country) || (takeOver && ofOthers.includes(country)),
    );
    if (gained.length > 0)
      await this.database.write(
        `INSERT INTO shipping_region_countries (country, region_id)
         VALUES :rows
         ON DUPLICATE KEY UPDATE region_id = VALUES(region_id)`,
        { rows: gained.map((country) => [country, idToBytes(regionId)]) },
      );
    return { servedByOthers: takeOver ? [] : ofOthers, gained: gained.length };
  }

  private async serveTheRest(
    regionId: string,
    takeOver: boolean,
  ): Promise<{ isTaken: boolean; gained: number }> {
    const rows = await this.database.query<{ id: Buffer }>(
      'SELECT id FROM shipping_regions WHERE is_rest_of_world = 1 FOR UPDATE',
    );
    const holders = rows.map(({ id }) => bytesToId<ShippingRegionId>(id));
    if (holders.length === 1 && holders[0] === regionId) return { isTaken: false, gained: 0 };
    if (holders.length > 0 && !takeOver) return { isTaken: true, gained: 0 };
    await this.database.write('UPDATE shipping_regions SET is_rest_of_world = (id = :id)', {
      id: idToBytes(regionId),
    });
    return { isTaken: false, gained: 1 };
  }

  /** `By air (7 days)` is `by-air-7-days`; with a number behind it if another one is called so. */
  private async freeCode(name: string, select: string, regionId?: Buffer): Promise<string> {
    const rows = await this.database.query<{ code: string }>(
      select,
      regionId === undefined ? {} : { regionId },
    );
    const taken = new Set(rows.map(({ code }) => code));
    const words = name
      .toLowerCase()
      .normalize('NFKD')
      .match(/[a-z0-9]+/g) ?? ['imported'];
    const code = words.join('-').slice(0, 36);
    let free = code;
    for (let n = 2; taken.has(free); n += 1) free = `${code}-${String(n)}`;
    return free;
  }
}
