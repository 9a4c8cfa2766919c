import { Injectable } from '@nestjs/common';
import { ProductKeys, ReviewsImport } from '#catalog';
import { OrderingImport, type PastOrder } from '#ordering';
import { Config } from '#platform/config/config.js';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import { ImportedRecords } from '../../domain/tshirtshop/imported-records.js';
import { schemeOf } from '../../domain/tshirtshop/old-order.js';
import type { ShopRow } from '../../domain/tshirtshop/scratch-schemas.js';
import type { AttributeValues } from './import-options.js';
import { hashOf, text, type ImportRun } from './import-run.js';
import { pastOrderOf, skuOfLine, type OrderReferences } from './past-order.js';

type OrderRow = ShopRow<'orders'>;
type DetailRow = ShopRow<'order_detail'>;

interface Page {
  readonly orders: readonly OrderRow[];
  readonly details: ReadonlyMap<string, DetailRow[]>;
  readonly references: OrderReferences;
}

/** What was sold before. Nothing happens because of it: no stock moves, no mail goes out, nobody is asked to pay. */
@Injectable()
export class ImportOrders {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly ordering: OrderingImport,
    private readonly keys: ProductKeys,
    private readonly purchases: ReviewsImport,
    private readonly records: ImportedRecords,
    private readonly config: Config,
  ) {}

  async run(run: ImportRun, values: AttributeValues): Promise<void> {
    const { shop, report } = run;
    const general = {
      scheme: schemeOf(await shop.highestOrderStatus(), await shop.count('audit')),
      currency: this.config.shop.currency,
      values,
      methods: byKey(await shop.all('shipping'), 'shipping_id'),
      taxes: byKey(await shop.all('tax'), 'tax_id'),
    };
    for await (const orders of shop.pages('orders')) {
      report.remark(`orders whose status was read by the ${general.scheme} scheme`, orders.length);
      const ids = orders.map((row) => text(row.order_id));
      const details = await shop.having('order_detail', 'order_id', ids);
      const customers = await shop.having(
        'customer',
        'customer_id',
        orders.map((row) => text(row.customer_id)),
      );
      await this.unitOfWork.run(async () => {
        const references = {
          ...general,
          customers: byKey(customers, 'customer_id'),
          ...(await this.here(orders, details, values)),
        };
        await this.keepAll(run, {
          orders,
          references,
          details: Map.groupBy(details, (row) => text(row.order_id)),
        });
      });
    }
    report.skippedRest('order_detail', 'its order is not there');
  }

  private async here(
    orders: readonly OrderRow[],
    details: readonly DetailRow[],
    values: AttributeValues,
  ): Promise<Pick<OrderReferences, 'accounts' | 'methodIds' | 'products' | 'variants'>> {
    const products = await this.targets(
      'product',
      details.map((row) => text(row.product_id)),
    );
    const keys = await this.keys.byId([...products.values()]);
    return {
      accounts: await this.targets(
        'customer',
        orders.map((row) => text(row.customer_id)),
      ),
      methodIds: await this.targets(
        'shipping',
        orders.map((row) => text(row.shipping_id)),
      ),
      products: new Map(
        [...products].flatMap(([sourceId, id]) => {
          const key = keys.get(id);
          return key === undefined ? [] : [[sourceId, key] as const];
        }),
      ),
      variants: await this.keys.variantsBySku(details.map((row) => skuOfLine(row, values))),
    };
  }

  private async targets(
    table: 'product' | 'customer' | 'shipping',
    sourceIds: readonly string[],
  ): Promise<Map<string, string>> {
    const records = await this.records.find(table, sourceIds);
    return new Map([...records].map(([sourceId, { targetId }]) => [sourceId, targetId]));
  }

  private async keepAll({ report }: ImportRun, { orders, details, references }: Page): Promise<void> {
    const known = await this.records.find(
      'orders',
      orders.map((row) => text(row.order_id)),
    );
    const planned: { sourceId: string; order: PastOrder; contentHash: string; rows: number }[] = [];
    for (const row of orders) {
      const sourceId = text(row.order_id);
      const own = details.get(sourceId) ?? [];
      const contentHash = hashOf([row, own]);
      const record = known.get(sourceId);
      if (record !== undefined) {
        if (record.contentHash === contentHash) report.took('orders', 'unchanged');
        else report.skipped('orders', 'it was taken before and differs now: orders are not written anew');
        report.took('order_detail', 'unchanged', own.length);
        continue;
      }
      const order = pastOrderOf(row, own, references, report);
      if (order === undefined) {
        report.skipped('orders', 'it has no line that can be read');
        report.skipped('order_detail', 'it can not be read', own.length);
      } else planned.push({ sourceId, order, contentHash, rows: own.length });
    }
    const ids = await this.ordering.addPastOrders(planned.map(({ order }) => order));
    await this.records.keep(
      'orders',
      planned.map(({ sourceId, contentHash }, index) => ({
        sourceId,
        contentHash,
        targetId: ids[index] ?? '',
      })),
    );
    for (const { order, rows } of planned) {
      report.took('orders', 'created');
      report.took('order_detail', 'created', order.lines.length);
      report.skipped('order_detail', 'it can not be read', rows - order.lines.length);
      await this.remember(order);
    }
  }

  /** Reviews of what they have bought say so. */
  private async remember({ customerId, status, lines, placedAt }: PastOrder): Promise<void> {
    if (customerId === null || status === 'cancelled') return;
    const productIds = lines.flatMap(({ productId }) => productId ?? []);
    await this.purchases.remember({ customerId, productIds: [...new Set(productIds)], paidAt: placedAt });
  }
}

function byKey<Row extends Readonly<Record<Key, string | null>>, Key extends string>(
  rows: readonly Row[],
  key: Key,
): Map<string, Row> {
  return new Map(rows.map((row) => [text(row[key]), row]));
}
