import type { Connection } from 'mysql2/promise';
import { currentPrice } from '../../../libs/catalog/src/queries/current-price.js';

/** How many variants have more on the shelf than all runs together can sell. */
const plentifulVariants = 2_000;
const plenty = 100_000_000;

const traded = [
  ...['outbox', 'outbox_consumptions', 'idempotency_keys', 'audit_log', 'mails', 'schedule_runs'],
  ...['cart_line_items', 'carts', 'order_history', 'order_line_items', 'orders', 'reservations'],
  ...['ledger_entries', 'refunds', 'disputes', 'payment_events', 'payments', 'stock_movements'],
];

/** Takes away what earlier runs have ordered, so that each run begins with the same tables. */
export async function forgetTrade(admin: Connection): Promise<void> {
  await admin.query('SET foreign_key_checks = 0');
  for (const table of traded) await admin.query(`TRUNCATE TABLE ${table}`);
  await admin.query('SET foreign_key_checks = 1');
  await admin.query(`
    UPDATE stock
    JOIN (
      SELECT v.id
      FROM variants v
      JOIN products p ON p.id = v.product_id
      WHERE p.status = 'published'
      ORDER BY v.sku DESC
      LIMIT ${String(plentifulVariants)}
    ) chosen ON chosen.id = stock.variant_id
    SET available = ${String(plenty)}, reserved = 0`);
}

export async function plentiful(admin: Connection): Promise<{ id: Buffer; price: number; name: string }[]> {
  const [rows] = await admin.query(
    `SELECT v.id, ${currentPrice('v')} AS price, v.name
     FROM stock s
     JOIN variants v ON v.id = s.variant_id
     WHERE s.available > ${String(plenty / 2)}
     LIMIT ${String(plentifulVariants)}`,
  );
  return rows as { id: Buffer; price: number; name: string }[];
}
