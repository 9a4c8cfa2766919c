import { escapeHtml, page } from '#platform/http/html-page.js';
import type { Payment } from '../domain/payment.js';
import type { PaymentStatus } from '../domain/payment-status.js';

const messages: Readonly<Record<PaymentStatus, string>> = {
  created: 'The payment has not been made yet.',
  unknown: 'We are asking what has become of your payment. You will get a mail.',
  requires_payment_method: 'The payment was not made. You can try again.',
  requires_action: 'Your bank still waits for your confirmation.',
  processing: 'Your payment is being processed. You will get a mail.',
  succeeded: 'Thank you: your payment has arrived.',
  canceled: 'The payment was ended before it was made.',
};

/** The shop's own page with what a program needs to go on: which order, which payment, how it stands. */
export function addressToGoOn(returnUrl: string, { id, orderId, status }: Payment): string {
  const url = new URL(returnUrl);
  url.searchParams.set('order', orderId);
  url.searchParams.set('payment', id);
  url.searchParams.set('status', status);
  return url.toString();
}

/** For shops that have no page of their own yet. */
export function returnPage({ orderNumber, status }: Payment): string {
  return page({ title: `Order ${orderNumber}`, main: `<p>${escapeHtml(messages[status])}</p>` });
}
