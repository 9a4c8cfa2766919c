import { Injectable } from '@nestjs/common';
import { OrderingImport } from '../application/ordering-import.js';
import type {
  ImportedMethod,
  ImportedRegion,
  ImportedTaxChoice,
  KeptRegion,
  PastOrder,
} from '../application/ordering-import.js';
import { PastOrders } from './past-orders.js';
import { TariffRows } from './tariff-rows.js';

@Injectable()
export class MysqlOrderingImport extends OrderingImport {
  constructor(
    private readonly tariffs: TariffRows,
    private readonly pastOrders: PastOrders,
  ) {
    super();
  }

  override keepRegion(region: ImportedRegion, options: { takeOver: boolean }): Promise<KeptRegion> {
    return this.tariffs.keepRegion(region, options);
  }

  override keepMethod(method: ImportedMethod): Promise<{ id: string }> {
    return this.tariffs.keepMethod(method);
  }

  override keepTaxChoice(choice: ImportedTaxChoice): Promise<{ id: string }> {
    return this.tariffs.keepTaxChoice(choice);
  }

  override addPastOrders(orders: readonly PastOrder[]): Promise<string[]> {
    return this.pastOrders.add(orders);
  }
}
