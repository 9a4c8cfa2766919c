import type { Checkout } from '../checkout.js';
import type { HistoryRow, Truth } from '../truth.js';
import { hexOf, type Invariant } from './violation.js';

/** I7: what was acknowledged with 201 exists; and one key is one order, the same one for each time of asking. */
export const acknowledgedOrdersExist: Invariant = (truth) => {
  const byId = new Map(truth.orders.map((order) => [order.id, order]));
  const byNote = Map.groupBy(truth.orders, ({ note }) => note ?? '');
  return truth.checkouts.flatMap((checkout) => [
    ...lost(checkout, byId),
    ...(byNote.get(checkout.key) ?? [])
      .slice(1)
      .map(({ number }) => `${checkout.key}: a second order ${number} under one key`),
    ...checkout.otherOrders.map((other) => `${checkout.key}: the repeated request was answered by ${other}`),
    ...refusedThoughPlaced(checkout, byNote.get(checkout.key) ?? []),
  ]);
};

function lost({ key, order }: Checkout, byId: Map<string, Truth['orders'][number]>): string[] {
  if (order === undefined) return [];
  const row = byId.get(hexOf(order.id));
  if (row === undefined) return [`${key}: order ${order.number} was acknowledged and is gone`];
  if (row.number === order.number && row.amount === order.amount) return [];
  return [
    `${key}: ${order.number} for ${order.amount} was acknowledged, ${row.number} for ${row.amount} is there`,
  ];
}

/** The client lost the answer, asked again with its key, and was told that there is no such order to be had. */
function refusedThoughPlaced({ key, order, refusal }: Checkout, placed: Truth['orders']): string[] {
  if (order !== undefined || refusal === undefined) return [];
  return placed.map(
    ({ number }) => `${key}: order ${number} stands, but its repeated request was refused (${refusal})`,
  );
}

// Written down once more on purpose: the shop's own table would agree with whatever the shop does.
const steps: Readonly<Record<string, readonly string[]>> = {
  pending: ['paid', 'expired', 'cancelled'],
  expired: ['paid'],
  cancelled: ['paid'],
  paid: ['fulfilled', 'partially-refunded', 'refunded'],
  fulfilled: ['partially-refunded', 'refunded'],
  'partially-refunded': ['fulfilled', 'partially-refunded', 'refunded'],
  refunded: [],
};

/** I10: each order's history leads from `pending`, in which it was placed, to where it stands, by allowed steps. */
export const historiesArePaths: Invariant = ({ orders, history }) => {
  const byOrder = Map.groupBy(history, ({ orderId }) => orderId);
  return orders.flatMap(({ id, number, status }) => {
    const rows = byOrder.get(id) ?? [];
    const isPath = rows.every((row, index) => follows(row, rows[index - 1]?.to ?? 'pending', index));
    if (isPath && (rows.at(-1)?.to ?? 'pending') === status) return [];
    return [`order ${number} is ${status}, its history says ${rows.map(toText).join(', ') || 'nothing'}`];
  });
};

function follows({ version, from, to }: HistoryRow, before: string, index: number): boolean {
  return version === index + 1 && from === before && (steps[before]?.includes(to) ?? false);
}

function toText({ from, to }: HistoryRow): string {
  return `${from ?? 'nothing'} → ${to}`;
}

/** I12: every step has its line in the audit log. */
export const everyStepIsAudited: Invariant = ({ audits }) =>
  audits
    .filter(({ happened, audited }) => audited < happened)
    .map(
      ({ subject, happened, audited }) => `${subject}: ${audited} of ${happened} steps are in the audit log`,
    );
