import { Money } from '#shared-kernel';
import { bytesToId } from '#platform/database/id-column.js';
import type { CartId, CartState, CartStatus } from '../domain/cart.js';

/** A cart and its lines in one statement; a cart without lines is one row with empty line columns. */
export const cartColumns = `
  c.id, c.customer_id, c.currency, c.status,
  l.variant_id, l.quantity, l.saved_for_later, l.seen_unit_price_amount, l.seen_name, l.position`;

export const cartTables = `
  carts c
  LEFT JOIN cart_line_items l ON l.cart_id = c.id`;

interface CartRow {
  id: Buffer;
  customer_id: Buffer | null;
  currency: string;
  status: CartStatus;
}

interface LineRow {
  variant_id: Buffer;
  quantity: number;
  saved_for_later: number;
  seen_unit_price_amount: number;
  seen_name: string;
  position: number;
}

export type CartAndLineRow = CartRow & (LineRow | { variant_id: null });

/** Undefined without rows, that is: without a cart. */
export function cartState(rows: readonly CartAndLineRow[]): CartState | undefined {
  const [cart] = rows;
  if (cart === undefined) return undefined;
  const { currency } = cart;
  const lines = rows.flatMap((row) => (row.variant_id === null ? [] : [row]));
  return {
    id: bytesToId<CartId>(cart.id),
    customerId: cart.customer_id === null ? null : bytesToId(cart.customer_id),
    currency,
    status: cart.status,
    lines: lines.map((line) => ({
      variantId: bytesToId(line.variant_id),
      quantity: line.quantity,
      savedForLater: line.saved_for_later === 1,
      seenUnitPrice: Money.of(line.seen_unit_price_amount, currency),
      seenName: line.seen_name,
      position: line.position,
    })),
  };
}
