import type { MigrationInterface, QueryRunner } from 'typeorm';

/** As in the catalogue's code: an order makes pairs of so many of its products, and a product notes so many of its partners. */
const mostPaired = 20;
const mostNoted = 12;

/**
 * The catalogue has learned from paid orders who bought what since 0104; this tells it of those that were paid before. It reads ordering's tables:
 * what code of a context must never do is right for a migration, which runs once and knows the schema as it is at this moment. Asking for each
 * order again by an event would count its sales twice. May be run again, and beside a shop that sells: nothing is counted twice.
 */
export class PastPurchases1790000000790 implements MigrationInterface {
  readonly name = 'PastPurchases1790000000790';

  async up(queryRunner: QueryRunner): Promise<void> {
    // Or else reading orders would lock them, and nobody could pay meanwhile.
    await queryRunner.query('SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED');
    await purchases(queryRunner);
    await pairs(queryRunner);
    await bestPartners(queryRunner);
  }

  /** What is known now is true whoever has told it; the tables go with 0104. */
  down(): Promise<void> {
    return Promise.resolve();
  }
}

// Guests' orders tell what goes together and nothing else. Products that are gone since are passed over.
async function purchases(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    INSERT INTO purchases (customer_id, product_id, first_bought_at)
    SELECT bought.customer_id, bought.product_id, bought.paid_at
    FROM (
      SELECT o.customer_id, l.product_id, MIN(o.paid_at) AS paid_at
      FROM orders o
      JOIN order_line_items l ON l.order_id = o.id
      JOIN products p ON p.id = l.product_id
      WHERE o.paid_at IS NOT NULL AND o.customer_id IS NOT NULL
      GROUP BY o.customer_id, l.product_id
    ) bought
    ON DUPLICATE KEY UPDATE first_bought_at = LEAST(purchases.first_bought_at, bought.paid_at)`);
  await queryRunner.query(`
    UPDATE reviews r
    JOIN purchases p ON p.customer_id = r.customer_id AND p.product_id = r.product_id
    SET r.bought_here = 1
    WHERE r.bought_here = 0`);
}

async function pairs(queryRunner: QueryRunner): Promise<void> {
  const firstProducts = `
    SELECT order_id, product_id
    FROM (
      SELECT l.order_id, l.product_id, ROW_NUMBER() OVER (PARTITION BY l.order_id ORDER BY MIN(l.position)) AS place
      FROM orders o
      JOIN order_line_items l ON l.order_id = o.id
      WHERE o.paid_at IS NOT NULL
      GROUP BY l.order_id, l.product_id
    ) numbered
    WHERE place <= ${String(mostPaired)}`;
  await queryRunner.query(`
    INSERT INTO product_pairs (product_id, other_product_id, orders)
    SELECT together.product_id, together.other_product_id, together.orders
    FROM (
      SELECT one.product_id, other.product_id AS other_product_id, COUNT(*) AS orders
      FROM (${firstProducts}) one
      JOIN (${firstProducts}) other ON other.order_id = one.order_id AND other.product_id <> one.product_id
      JOIN products p ON p.id = one.product_id
      JOIN products q ON q.id = other.product_id
      GROUP BY one.product_id, other.product_id
    ) together
    ON DUPLICATE KEY UPDATE orders = GREATEST(product_pairs.orders, together.orders)`);
}

async function bestPartners(queryRunner: QueryRunner): Promise<void> {
  await queryRunner.query(`
    UPDATE products p
    JOIN (
      SELECT product_id, GROUP_CONCAT(other_product_id ORDER BY place SEPARATOR '') AS noted
      FROM (
        SELECT product_id, other_product_id,
               ROW_NUMBER() OVER (PARTITION BY product_id ORDER BY orders DESC, other_product_id DESC) AS place
        FROM product_pairs
      ) numbered
      WHERE place <= ${String(mostNoted)}
      GROUP BY product_id
    ) best ON best.product_id = p.id
    SET p.bought_together = best.noted`);
}
