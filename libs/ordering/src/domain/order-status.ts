/**
 * What may follow what; nothing else decides it.
 *
 * - pending: placed, the stock is held until the hold runs out
 * - paid after expired or cancelled: the money came late, and the stock could be held once more
 */
const transitions = {
  pending: ['paid', 'expired', 'cancelled'],
  expired: ['paid'],
  cancelled: ['paid'],
  paid: ['fulfilled', 'partially-refunded', 'refunded'],
  fulfilled: ['partially-refunded', 'refunded'],
  'partially-refunded': ['fulfilled', 'partially-refunded', 'refunded'],
  refunded: [],
} as const satisfies Record<string, readonly string[]>;

export type OrderStatus = keyof typeof transitions;

/** What an order can become; it begins as pending. */
export type NextStatus = (typeof transitions)[OrderStatus][number];

export const orderStatuses = Object.keys(transitions) as OrderStatus[];

export function nextStatuses(status: OrderStatus): readonly NextStatus[] {
  return transitions[status];
}

export function mayBecome(from: OrderStatus, to: NextStatus): boolean {
  return nextStatuses(from).includes(to);
}

/** The order's money has come, whatever was given back of it since. */
export function isSettled(status: OrderStatus): boolean {
  return status !== 'pending' && status !== 'expired' && status !== 'cancelled';
}
