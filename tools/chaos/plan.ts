/** What a shopper means to do after placing the order. */
export type Intention =
  | 'pay'
  | 'pay after a decline'
  | 'pay by a slow method'
  | 'leave before paying'
  | 'leave on the payment page'
  | 'cancel at once'
  | 'cancel on the payment page';

export type PayingBy = 'payment_intent' | 'checkout_session';

export interface Plan {
  readonly intention: Intention;
  readonly by: PayingBy;
  /** Whether the browser comes back to the shop's return page, which races with the webhook. */
  readonly comesBack: boolean;
  /** Sends a request that was answered once more, as a client does that lost the answer. */
  readonly repeats: boolean;
}

// Of a hundred. Slow methods only by intent, where the stand-in decides them by itself.
const shares: readonly (readonly [number, Intention, PayingBy])[] = [
  [35, 'pay', 'payment_intent'],
  [25, 'pay', 'checkout_session'],
  [8, 'pay after a decline', 'payment_intent'],
  [6, 'pay after a decline', 'checkout_session'],
  [4, 'pay by a slow method', 'payment_intent'],
  [5, 'leave before paying', 'payment_intent'],
  [4, 'leave on the payment page', 'payment_intent'],
  [4, 'leave on the payment page', 'checkout_session'],
  [3, 'cancel at once', 'payment_intent'],
  [3, 'cancel on the payment page', 'payment_intent'],
  [3, 'cancel on the payment page', 'checkout_session'],
];

/** Spread evenly, so that a small run has every kind too: 37 shares no factor with 100. */
export function planFor(index: number): Plan {
  let place = (index * 37) % 100;
  const share = shares.find(([percent]) => (place -= percent) < 0);
  const [, intention, by] = share ?? ([100, 'pay', 'payment_intent'] as const);
  return { intention, by, comesBack: index % 3 === 0, repeats: index % 10 === 0 };
}
