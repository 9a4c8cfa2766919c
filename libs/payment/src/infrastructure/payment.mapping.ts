import { EntitySchema } from 'typeorm';
import { bigintColumn, idColumn } from '#platform/database/id-column.js';
import { Payment, type PaymentMethod } from '../domain/payment.js';
import type { PaymentStatus } from '../domain/payment-status.js';
import { Refund, type RefundSource } from '../domain/refund.js';
import type { RefundStatus } from '../domain/refund-status.js';

// The private fields of the aggregates are columns too, so these shapes are the tables', not the classes'.
export interface PaymentShape {
  id: string;
  orderId: string;
  sequence: number;
  orderNumber: string;
  email: string;
  method: PaymentMethod;
  currentStatus: PaymentStatus;
  dueAmount: number;
  receivedAmount: number;
  refundedAmount: number;
  currency: string;
  idempotencyKey: string;
  intentId: string | null;
  sessionId: string | null;
  chargeId: string | null;
  sessionExpiresAt: Date | null;
  browserReturnUrl: string | null;
  failedAttempt: string | null;
  failureCode: string | null;
  heldReason: string | null;
  createdAt: Date;
  updatedAt: Date;
}

export interface RefundShape {
  id: string;
  paymentId: string;
  currentStatus: RefundStatus;
  refundAmount: number;
  currency: string;
  reason: string;
  source: RefundSource;
  idempotencyKey: string;
  stripeId: string | null;
  failureReason: string | null;
  createdAt: Date;
  updatedAt: Date;
}

const stripeId = (name: string) => ({ name, type: 'varchar', length: 255, nullable: true }) as const;
const time = (name: string) => ({ name, type: 'datetime', precision: 3 }) as const;

export const paymentMapping = new EntitySchema<PaymentShape>({
  name: 'Payment',
  target: Payment,
  tableName: 'payments',
  columns: {
    id: idColumn({ primary: true }),
    orderId: idColumn({ name: 'order_id' }),
    sequence: { type: 'int' },
    orderNumber: { name: 'order_number', type: 'varchar', length: 32 },
    email: { type: 'varchar', length: 254 },
    method: { type: 'varchar', length: 20 },
    currentStatus: { name: 'status', type: 'varchar', length: 32 },
    dueAmount: bigintColumn({ name: 'due_amount' }),
    receivedAmount: bigintColumn({ name: 'received_amount' }),
    refundedAmount: bigintColumn({ name: 'refunded_amount' }),
    currency: { type: 'char', length: 3 },
    idempotencyKey: { name: 'idempotency_key', type: 'varchar', length: 255 },
    intentId: stripeId('stripe_intent_id'),
    sessionId: stripeId('stripe_session_id'),
    chargeId: stripeId('stripe_charge_id'),
    sessionExpiresAt: { ...time('session_expires_at'), nullable: true },
    browserReturnUrl: { name: 'return_url', type: 'varchar', length: 2000, nullable: true },
    failedAttempt: { name: 'failed_attempt', type: 'varchar', length: 255, nullable: true },
    failureCode: { name: 'failure_code', type: 'varchar', length: 64, nullable: true },
    heldReason: { name: 'held_reason', type: 'varchar', length: 64, nullable: true },
    createdAt: time('created_at'),
    updatedAt: { ...time('updated_at'), select: false }, // of no use to the class
  },
});

export const refundMapping = new EntitySchema<RefundShape>({
  name: 'Refund',
  target: Refund,
  tableName: 'refunds',
  columns: {
    id: idColumn({ primary: true }),
    paymentId: idColumn({ name: 'payment_id' }),
    currentStatus: { name: 'status', type: 'varchar', length: 32 },
    refundAmount: bigintColumn({ name: 'amount' }),
    currency: { type: 'char', length: 3 },
    reason: { type: 'varchar', length: 64 },
    source: { type: 'varchar', length: 16 },
    idempotencyKey: { name: 'idempotency_key', type: 'varchar', length: 255 },
    stripeId: stripeId('stripe_refund_id'),
    failureReason: { name: 'failure_reason', type: 'varchar', length: 64, nullable: true },
    createdAt: time('created_at'),
    updatedAt: { ...time('updated_at'), select: false }, // of no use to the class
  },
});

export const paymentMappings = [paymentMapping, refundMapping];
