import type { StockRow } from '../truth.js';
import { isSettled, type Invariant } from './violation.js';

/** I1: what was on the shelf = on hand + sold + held, never below zero, and both ledgers say the same. */
export const stockAddsUp: Invariant = ({ stock, shelf }) =>
  stock.flatMap((row) => [
    ...negative(row),
    ...(row.reserved === row.held
      ? []
      : [`${name(row)}: ${row.reserved} reserved, but orders hold ${row.held}`]),
    ...(row.sold === row.owed ? [] : [`${name(row)}: ${row.sold} sold, but paid orders have ${row.owed}`]),
    ...differsFromLedger(row),
    ...differsFromShelf(row, shelf.get(row.variantId)),
  ]);

/** I5: only orders that can still be paid, or that staff look at, hold stock. */
export const nothingHeldByTheDead: Invariant = ({ holds }) =>
  holds
    .filter(({ status, isOverdue }) => status !== 'pending' || isOverdue === 1)
    .map(({ orderId, status }) =>
      isSettled(status)
        ? `order ${orderId} is ${status}, and its stock is still only held`
        : `order ${orderId} is ${status === 'pending' ? 'overdue' : status} and still holds stock`,
    );

function negative(row: StockRow): string[] {
  return row.available < 0 || row.reserved < 0
    ? [`${name(row)}: ${row.available} available, ${row.reserved} reserved`]
    : [];
}

function differsFromShelf(row: StockRow, initial: number | undefined): string[] {
  const now = row.available + row.reserved + row.sold;
  if (initial === undefined || now === initial) return [];
  return [
    `${name(row)}: ${initial} at first, now ${row.available} on hand + ${row.sold} sold + ${row.reserved} held = ${now}`,
  ];
}

function differsFromLedger(row: StockRow): string[] {
  const onHand = row.available + row.reserved;
  if (row.movedAvailable === row.available && row.movedOnHand === onHand) return [];
  return [
    `${name(row)}: ${row.available} of ${onHand} available, its movements say ${row.movedAvailable} of ${row.movedOnHand}`,
  ];
}

function name({ variantId }: StockRow): string {
  return `variant ${variantId}`;
}
