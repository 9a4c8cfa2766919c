import type { Id } from '#shared-kernel';

export type PaymentId = Id<'Payment'>;
export type RefundId = Id<'Refund'>;
