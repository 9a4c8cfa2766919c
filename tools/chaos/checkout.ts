import type { Plan } from './plan.js';

/** How far a checkout came, as its shopper saw it. */
export type Outcome =
  | 'under way'
  | 'sold out'
  | 'order refused'
  | 'no answer'
  | 'placed'
  | 'too late to pay'
  | 'paid at Stripe'
  | 'cancelled'
  | 'cancellation refused';

/** One checkout as its shopper remembers it, to be held against what the shop and Stripe have. */
export interface Checkout {
  readonly fault: number;
  /** The Idempotency-Key of the order. It is the order's note too, so that orders without an answer are found. */
  readonly key: string;
  readonly plan: Plan;
  outcome: Outcome;
  /** Set by a 201. */
  order?: { id: string; number: string; amount: number; currency: string };
  /** The code of a refusal that ended it. */
  refusal?: string;
  /** Orders that a repeated request answered instead of the first one. */
  readonly otherOrders: string[];
}
