import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database/database.js';
import { idToBytes } from '#platform/database/id-column.js';
import type { SqlValue } from '#platform/database/named-parameters.js';
import { Cart, type CartId, type CartState } from '../domain/cart.js';
import type { CartLine } from '../domain/cart-line.js';
import { Carts } from '../domain/carts.js';
import { cartColumns, cartState, cartTables, type CartAndLineRow } from '../queries/cart-rows.js';

/** A cart as it lies in the tables, to be compared with what it is when it is saved. */
interface Stored extends Pick<CartState, 'customerId' | 'status' | 'lines'> {
  /** Its time of last use is more than an hour old. */
  readonly isStale: boolean;
}

type Row = CartAndLineRow & { is_stale: number };

@Injectable()
export class MysqlCarts extends Carts {
  private readonly stored = new WeakMap<Cart, Stored>();

  constructor(private readonly database: Database) {
    super();
  }

  get(id: CartId): Promise<Cart | undefined> {
    return this.load('c.id = :id', idToBytes(id));
  }

  openOf(customerId: string): Promise<Cart | undefined> {
    return this.load('c.open_customer_id = :id', idToBytes(customerId));
  }

  async openOrStart(customerId: string, currency: string): Promise<Cart> {
    const open = await this.openOf(customerId);
    if (open !== undefined) return open;
    // Waits for an order that is dying right now, and with which the customer's last cart comes back.
    await this.database.query(
      `SELECT id
       FROM carts FORCE INDEX (carts_of_customer)
       WHERE customer_id = :customerId AND status = 'checked-out'
       FOR UPDATE`,
      { customerId: idToBytes(customerId) },
    );
    const started = Cart.start({ currency, customerId });
    if (await this.insert(started)) return started;
    const faster = await this.openOf(customerId);
    if (faster === undefined) throw new Error('The open cart that was in the way is gone.');
    return faster;
  }

  async add(cart: Cart): Promise<void> {
    if (!(await this.insert(cart)))
      throw new Error(`The customer of cart ${cart.id} has an open one already.`);
    await this.save(cart);
  }

  async save(cart: Cart): Promise<void> {
    const stored = this.stored.get(cart);
    if (stored === undefined) throw new TypeError('Only a cart that was loaded or added can be saved.');
    const before = new Map(stored.lines.map((line) => [line.variantId, line]));
    const changed = cart.lines.filter((line) => before.get(line.variantId) !== line);
    const kept = new Set(cart.lines.map(({ variantId }) => variantId));
    const removed = stored.lines.filter(({ variantId }) => !kept.has(variantId));
    if (changed.length > 0) await this.writeLines(cart.id, changed);
    if (removed.length > 0) await this.deleteLines(cart.id, removed);
    const isMoved = cart.status !== stored.status || cart.customerId !== stored.customerId;
    const isUsed = changed.length > 0 || removed.length > 0;
    // To the hour is enough for the clean-up; to the second would be one more write, and a place in its index, for each click.
    if (isMoved || (isUsed && stored.isStale)) await this.updateCart(cart);
    this.remember(cart, cart.lines, stored.isStale && !isUsed);
  }

  private async load(condition: string, id: Buffer): Promise<Cart | undefined> {
    const rows = await this.database.query<Row>(
      `SELECT ${cartColumns}, c.updated_at < UTC_TIMESTAMP(3) - INTERVAL 1 HOUR AS is_stale
       FROM ${cartTables}
       WHERE ${condition}
       ORDER BY l.position
       FOR UPDATE`,
      { id },
    );
    const state = cartState(rows);
    if (state === undefined) return undefined;
    const cart = Cart.of(state);
    this.remember(cart, cart.lines, rows[0]?.is_stale === 1);
    return cart;
  }

  private remember(cart: Cart, lines: readonly CartLine[], isStale: boolean): void {
    this.stored.set(cart, { customerId: cart.customerId, status: cart.status, lines, isStale });
  }

  /** @returns false if the customer has an open cart: the unique key carts_open_of_customer says so. */
  private async insert(cart: Cart): Promise<boolean> {
    const { affectedRows } = await this.database.write(
      `INSERT IGNORE INTO carts (id, customer_id, currency, status, created_at, updated_at)
       VALUES (:id, :customerId, :currency, :status, UTC_TIMESTAMP(3), UTC_TIMESTAMP(3))`,
      {
        id: idToBytes(cart.id),
        customerId: cart.customerId === null ? null : idToBytes(cart.customerId),
        currency: cart.currency,
        status: cart.status,
      },
    );
    if (affectedRows === 0) return false;
    this.remember(cart, [], false);
    return true;
  }

  private async writeLines(cartId: CartId, lines: readonly CartLine[]): Promise<void> {
    const parameters: Record<string, SqlValue> = { cartId: idToBytes(cartId) };
    const rows = lines.map((line, index) => {
      const n = String(index);
      parameters[`variant${n}`] = idToBytes(line.variantId);
      parameters[`quantity${n}`] = line.quantity;
      parameters[`saved${n}`] = line.savedForLater ? 1 : 0;
      parameters[`price${n}`] = line.seenUnitPrice.amount;
      parameters[`name${n}`] = line.seenName;
      parameters[`position${n}`] = line.position;
      return `(:cartId, :variant${n}, :quantity${n}, :saved${n}, :price${n}, :name${n}, :position${n})`;
    });
    // VALUES(): MariaDB does not know the row alias that MySQL prefers by now.
    await this.database.writeLater(
      `INSERT INTO cart_line_items
         (cart_id, variant_id, quantity, saved_for_later, seen_unit_price_amount, seen_name, position)
       VALUES ${rows.join(', ')}
       ON DUPLICATE KEY UPDATE
         quantity = VALUES(quantity),
         saved_for_later = VALUES(saved_for_later),
         seen_unit_price_amount = VALUES(seen_unit_price_amount),
         seen_name = VALUES(seen_name),
         position = VALUES(position)`,
      parameters,
    );
  }

  private async deleteLines(cartId: CartId, lines: readonly CartLine[]): Promise<void> {
    await this.database.writeLater(
      `DELETE FROM cart_line_items
       WHERE cart_id = :cartId AND variant_id IN (:variants)`,
      { cartId: idToBytes(cartId), variants: lines.map(({ variantId }) => idToBytes(variantId)) },
    );
  }

  private async updateCart({ id, customerId, status }: Cart): Promise<void> {
    await this.database.writeLater(
      `UPDATE carts
       SET customer_id = :customerId, status = :status, updated_at = UTC_TIMESTAMP(3)
       WHERE id = :id`,
      { id: idToBytes(id), status, customerId: customerId === null ? null : idToBytes(customerId) },
    );
  }
}
