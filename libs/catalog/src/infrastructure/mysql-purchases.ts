import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database/database.js';
import { bytesToId, idToBytes } from '#platform/database/id-column.js';
import { ChangeFeed } from '#platform/changes/change-feed.js';
import type { CustomerId, ProductId } from '../domain/ids.js';
import { Purchases, type Purchase } from '../domain/purchases.js';

/** A few more than are shown: some may be withdrawn from sale later. */
const mostKept = 12;

@Injectable()
export class MysqlPurchases extends Purchases {
  constructor(
    private readonly database: Database,
    private readonly changeFeed: ChangeFeed,
  ) {
    super();
  }

  override async remember({ customerId, productIds, paidAt }: Purchase): Promise<void> {
    const of = { customerId: idToBytes(customerId), ids: productIds.map(idToBytes) };
    // From `products`: an order may name one that has been deleted since. Events come in any order, so the earliest time stays.
    await this.database.writeLater(
      `INSERT INTO purchases (customer_id, product_id, first_bought_at)
       SELECT :customerId, id, :paidAt
       FROM products
       WHERE id IN (:ids)
       ORDER BY id
       ON DUPLICATE KEY UPDATE first_bought_at = LEAST(purchases.first_bought_at, :paidAt)`,
      { ...of, paidAt },
    );
    const reviewed = await this.database.query<{ product_id: Buffer }>(
      `SELECT product_id
       FROM reviews
       WHERE product_id IN (:ids) AND customer_id = :customerId AND bought_here = 0
       ORDER BY product_id
       FOR UPDATE`,
      of,
    );
    if (reviewed.length > 0) await this.markReviews(reviewed, of.customerId);
  }

  override async boughtTogether(productIds: readonly ProductId[]): Promise<void> {
    // Sorted: orders with the same products must lock in the same order.
    await this.database.writeLater(
      `INSERT INTO product_pairs (product_id, other_product_id, orders)
       SELECT p.id, other.id, 1
       FROM products p
       JOIN products other ON other.id <> p.id AND other.id IN (:ids)
       WHERE p.id IN (:ids)
       ORDER BY p.id, other.id
       ON DUPLICATE KEY UPDATE orders = product_pairs.orders + 1`,
      { ids: productIds.map(idToBytes) },
    );
    await Promise.all(productIds.map((id) => this.chooseBest(idToBytes(id))));
  }

  override async forget(customerId: CustomerId): Promise<void> {
    await this.database.writeLater('DELETE FROM purchases WHERE customer_id = :customerId', {
      customerId: idToBytes(customerId),
    });
  }

  /** Into the product's own row: its page then needs no statement to know them. */
  private async chooseBest(product: Buffer): Promise<void> {
    const rows = await this.database.query<{ other_product_id: Buffer }>(
      `SELECT other_product_id
       FROM product_pairs FORCE INDEX (product_pairs_best)
       WHERE product_id = :product
       ORDER BY orders DESC, other_product_id DESC
       LIMIT ${String(mostKept)}`,
      { product },
    );
    await this.database.writeLater('UPDATE products SET bought_together = :best WHERE id = :product', {
      best: Buffer.concat(rows.map(({ other_product_id }) => other_product_id)),
      product,
    });
  }

  private async markReviews(products: { product_id: Buffer }[], customerId: Buffer): Promise<void> {
    const ids = products.map(({ product_id }) => product_id);
    await this.database.writeLater(
      'UPDATE reviews SET bought_here = 1 WHERE product_id IN (:ids) AND customer_id = :customerId',
      { ids, customerId },
    );
    await this.changeFeed.append(ids.map((id) => ({ topic: 'product', subject: bytesToId(id) })));
  }
}
