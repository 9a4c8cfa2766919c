export type EventSubject = 'payment' | 'refund' | 'dispute';

/** The events that the shop acts on and what each is about. All others are answered with 200 and forgotten. */
const subjects: Readonly<Record<string, EventSubject>> = {
  'payment_intent.succeeded': 'payment',
  'payment_intent.payment_failed': 'payment',
  'payment_intent.processing': 'payment',
  'payment_intent.canceled': 'payment',
  'checkout.session.completed': 'payment',
  'checkout.session.async_payment_succeeded': 'payment',
  'checkout.session.async_payment_failed': 'payment',
  'checkout.session.expired': 'payment',
  'charge.refunded': 'refund',
  'refund.created': 'refund',
  'refund.updated': 'refund',
  'refund.failed': 'refund',
  'charge.dispute.created': 'dispute',
  'charge.dispute.updated': 'dispute',
  'charge.dispute.closed': 'dispute',
  'charge.dispute.funds_withdrawn': 'dispute',
  'charge.dispute.funds_reinstated': 'dispute',
};

export const handledEvents: readonly string[] = Object.keys(subjects);

export function subjectOf(eventType: string): EventSubject | undefined {
  return subjects[eventType];
}
