import { Injectable } from '@nestjs/common';
import { Config } from '#platform/config/config.js';
import { TariffTable } from '../domain/tariff-table.js';
import type { ShippingMethod, ShippingRegion } from '../domain/tariffs.js';

/** Where the shop ships to, and how. */
@Injectable()
export class ShippingChoices {
  constructor(
    private readonly tariffTable: TariffTable,
    private readonly config: Config,
  ) {}

  async regions(): Promise<readonly ShippingRegion[]> {
    return (await this.tariffTable.current()).regions;
  }

  async methods(country: string): Promise<ShippingMethod[]> {
    return (await this.tariffTable.current()).methodsFor(country, this.config.shop.currency);
  }
}
