/**
 * The shapes that the stand-in works with. Only the fields it reads or changes are named; the others ride along.
 * The whole shape of every answer is checked against the SDK's own types by test/integration/stripe-stand-in.
 */
export type Json = string | number | boolean | null | Json[] | { [field: string]: Json | undefined };
export type Fields = Record<string, Json | undefined>;

/** Anything that is kept: it can be found by its `object` and `id`. */
export type Stored = { [field: string]: Json | undefined; id: string; object: string; created: number };

/** The API version of the pinned SDK; the contract test compares it with the SDK's own constant. */
export const API_VERSION = '2026-10-28.endive';

export type IntentStatus =
  | 'requires_payment_method'
  | 'requires_confirmation'
  | 'requires_action'
  | 'processing'
  | 'succeeded'
  | 'canceled';

export type Intent = Stored & {
  object: 'payment_intent';
  amount: number;
  amount_received: number;
  automatic_payment_methods: { enabled: boolean; allow_redirects?: string } | null;
  canceled_at: number | null;
  cancellation_reason: string | null;
  client_secret: string;
  currency: string;
  customer: string | null;
  description: string | null;
  last_payment_error: Fields | null;
  latest_charge: string | null;
  metadata: Record<string, string>;
  next_action: Fields | null;
  payment_method: string | null;
  receipt_email: string | null;
  shipping: Json;
  status: IntentStatus;
};

export type Charge = Stored & {
  object: 'charge';
  amount: number;
  amount_refunded: number;
  balance_transaction: string | null;
  currency: string;
  customer: string | null;
  disputed: boolean;
  metadata: Record<string, string>;
  paid: boolean;
  payment_intent: string | null;
  payment_method: string | null;
  refunded: boolean;
  status: 'failed' | 'pending' | 'succeeded';
};

export type PaymentMethod = Stored & {
  object: 'payment_method';
  card: { brand: string; last4: string; [field: string]: Json | undefined };
  customer: string | null;
};

export type LineItem = {
  [field: string]: Json | undefined;
  amount_total: number;
  currency: string;
  description: string;
  quantity: number;
};

export type Customer = Stored & { object: 'customer'; email: string | null };

export type Session = Stored & {
  object: 'checkout.session';
  amount_total: number;
  cancel_url: string | null;
  currency: string;
  customer: string | null;
  customer_details: Fields | null;
  customer_email: string | null;
  expires_at: number;
  payment_intent: string | null;
  payment_status: 'paid' | 'unpaid';
  status: 'complete' | 'expired' | 'open';
  success_url: string;
  url: string | null;
};

/** Kept beside the session: what is only needed to make its intent, and the items that are given on request. */
export type SessionPlan = Stored & {
  object: 'session_plan';
  items: LineItem[];
  description: string | null;
  metadata: Record<string, string>;
  receipt_email: string | null;
  shipping: Json;
};

export type Refund = Stored & {
  object: 'refund';
  amount: number;
  charge: string;
  currency: string;
  payment_intent: string | null;
  status: 'failed' | 'pending' | 'succeeded';
};

export type Dispute = Stored & {
  object: 'dispute';
  amount: number;
  balance_transactions: Json[];
  charge: string;
  currency: string;
  payment_intent: string | null;
  status: 'lost' | 'needs_response' | 'won';
};

export type StripeEvent = Stored & {
  object: 'event';
  data: { object: Fields };
  pending_webhooks: number;
  type: string;
};

export type Endpoint = Stored & {
  object: 'webhook_endpoint';
  enabled_events: string[];
  secret: string;
  status: string;
  url: string;
};
