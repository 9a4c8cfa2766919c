import { Injectable } from '@nestjs/common';
import type { AttributeValues } from './import-options.js';
import { ImportOrders } from './import-orders.js';
import { ImportReviews } from './import-reviews.js';
import type { ImportRun } from './import-run.js';

/** What has happened in the other shop, and what of it is left where it was. */
@Injectable()
export class ImportHistory {
  constructor(
    private readonly orders: ImportOrders,
    private readonly reviews: ImportReviews,
  ) {}

  async run(run: ImportRun, values: AttributeValues): Promise<void> {
    await this.orders.run(run, values);
    await this.reviews.run(run);
    run.report.skippedRest('shopping_cart', 'carts of visitors are not taken over');
    run.report.skippedRest(
      'audit',
      "the other shop's log of its own steps: the orders tell their status and dates",
    );
  }
}
