import { randomBytes, randomUUID } from 'node:crypto';
import type { Pool, PoolConnection } from 'mysql2/promise';
import { insertOrder, insertTwoLines, takeStock } from './sql.js';

export interface BareOrder {
  email: string;
  shippingAddress: object;
  lines: { variantId: string; quantity: number }[];
}

/** The least that an order can be: one transaction of two stock updates, one order row, two line rows. */
export async function placeBareOrder(pool: Pool, order: BareOrder): Promise<{ id: string } | 'sold-out'> {
  const id = sequentialId();
  const lines = order.lines
    .map(({ variantId, quantity }) => ({ variantId: bytes(variantId), quantity }))
    .sort((one, other) => one.variantId.compare(other.variantId));
  const connection = await pool.getConnection();
  try {
    await connection.beginTransaction();
    if (!(await write(connection, id, order, lines))) {
      await connection.rollback();
      return 'sold-out';
    }
    await connection.commit();
    return { id: id.toString('hex') };
  } catch (error) {
    await connection.rollback();
    throw error;
  } finally {
    connection.release();
  }
}

type Line = { variantId: Buffer; quantity: number };

async function write(
  connection: PoolConnection,
  id: Buffer,
  { email, shippingAddress }: BareOrder,
  lines: readonly Line[],
): Promise<boolean> {
  // prettier-ignore
  await connection.execute(insertOrder, [
    id, randomBytes(6).toString('hex'), 1, 'pending', null, bytes(randomUUID()), email, 'en-US', 'USD',
    3_000, 0, 599, 218, 3_817, 0, 0, 3, JSON.stringify(shippingAddress), '{"name":"Standard"}', '[]', new Date(),
  ]);
  // prettier-ignore
  await connection.execute(insertTwoLines, lines.flatMap(({ variantId, quantity }, position) => [
    id, position, variantId, variantId, 'bare-product', 'BARE-1', 'Bare product', 'Moss / M', '/images/cup-moss-1.svg',
    quantity, 'USD', 1_000, 0, 1_000 * quantity, 73 * quantity, 725, 'Sales tax (California)',
  ]));
  for (const { variantId, quantity } of lines) {
    const [result] = await connection.execute(takeStock, [quantity, variantId, quantity]);
    if ((result as { affectedRows: number }).affectedRows === 0) return false;
  }
  return true;
}

/** As in ours, new rows go to the end of the clustered index: random ids would slow the baseline down. */
function sequentialId(): Buffer {
  const id = randomBytes(16);
  id.writeUIntBE(Date.now(), 0, 6);
  return id;
}

export function bytes(id: string): Buffer {
  return Buffer.from(id.replaceAll('-', ''), 'hex');
}
