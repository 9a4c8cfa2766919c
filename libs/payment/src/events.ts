/** A signed event of Stripe lies in the inbox. Payment itself listens to it. */
export interface WebhookReceived {
  type: 'payment.webhook-received';
  payload: { stripeEventId: string };
}

/** The full amount has arrived at Stripe. `amount` is in the currency's minor unit (ISO 4217). */
export interface PaymentSucceeded {
  type: 'payment.payment-succeeded';
  payload: {
    paymentId: string;
    orderId: string;
    amount: number;
    currency: string;
    stripeIntentId: string;
  };
}

/** An attempt was declined. The order can still be paid; `reason` is Stripe's decline code. */
export interface PaymentFailed {
  type: 'payment.payment-failed';
  payload: { paymentId: string; orderId: string; reason: string };
}

/** Money went back to the customer. `amount` is what this refund gave back, in the currency's minor unit. */
export interface PaymentRefunded {
  type: 'payment.payment-refunded';
  payload: {
    paymentId: string;
    orderId: string;
    refundId: string;
    amount: number;
    currency: string;
    reason: string;
  };
}
