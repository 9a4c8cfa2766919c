/** `requested`: our row is written, Stripe may or may not have heard of it. The others are Stripe's. */
export type RefundStatus = 'requested' | 'pending' | 'requires_action' | 'succeeded' | 'failed' | 'canceled';

/** Forward only, because reports arrive late, twice and out of order. A refund can fail days after it had succeeded. */
const next: Readonly<Record<RefundStatus, readonly RefundStatus[]>> = {
  requested: ['pending', 'requires_action', 'succeeded', 'failed', 'canceled'],
  pending: ['requires_action', 'succeeded', 'failed', 'canceled'],
  requires_action: ['succeeded', 'failed', 'canceled'],
  succeeded: ['failed'],
  failed: [],
  canceled: [],
};

export function refundCanBecome(from: RefundStatus, to: RefundStatus): boolean {
  return next[from].includes(to);
}

/** The money has left the shop's balance at Stripe. */
export function isPaidOut(status: RefundStatus): boolean {
  return status === 'pending' || status === 'requires_action' || status === 'succeeded';
}

export function isOpen(status: RefundStatus): boolean {
  return status === 'requested' || status === 'pending' || status === 'requires_action';
}
