import type { MailContent } from '../application/mail.js';
import type { OrderConfirmation } from '../application/order-confirmation.js';
import { accountMailView } from './account-mail-views.js';
import type { Shop } from './mail-shop.js';
import { noticeSubject } from './security-notices.js';
import { formatMoney, usableLocale } from '#platform/i18n/format-money.js';

/** What every template is given; the rest depends on the kind. All values are ready to be printed. */
export interface MailView {
  readonly subject: string;
  /** The grey line that mail clients show beside the subject. */
  readonly preview: string;
  /** Why somebody gets this mail. */
  readonly reason: string;
  readonly shopName: string;
  readonly [field: string]: unknown;
}

export function viewOf(mail: MailContent, shop: Shop): MailView {
  if (mail.kind === 'order-confirmation')
    return orderConfirmationView(mail.content, frame(mail, shop, ''), shop);
  const view = accountMailView(mail, shop);
  return { ...frame(mail, shop, view.preview), ...view };
}

/** Of words that are ours and the shop's name alone: nothing that a customer wrote reaches a header. */
export function subjectOf(mail: MailContent, shopName: string): string {
  switch (mail.kind) {
    case 'email-verification':
      return `Confirm your e-mail address at ${shopName}`;
    case 'already-registered':
      return `You already have an account at ${shopName}`;
    case 'password-reset':
      return `Choose a new password at ${shopName}`;
    case 'email-change':
      return `Confirm your new e-mail address at ${shopName}`;
    case 'email-change-warning':
      return `Your e-mail address at ${shopName} is about to change`;
    case 'email-changed':
      return `Your e-mail address at ${shopName} was changed`;
    case 'security-notice':
      return `${noticeSubject(mail.content.notice)} (${shopName})`;
    case 'staff-invitation':
      return `Join the staff of ${shopName}`;
    case 'account-erased':
      return `Your account at ${shopName} has been erased`;
    case 'order-confirmation':
      return `Your order ${mail.content.number} at ${shopName}`;
  }
}

function frame(
  mail: MailContent,
  shop: Shop,
  preview: string,
): { subject: string; preview: string; shopName: string } {
  return { subject: subjectOf(mail, shop.name), preview, shopName: shop.name };
}

function orderConfirmationView(
  order: OrderConfirmation,
  common: ReturnType<typeof frame>,
  shop: Shop,
): MailView {
  const money = (amount: number): string => formatMoney(amount, order.currency, order.locale);
  const { subtotal, discount, shipping, tax, total } = order.totals;
  const reduced = discount === 0 ? [] : [{ label: 'Discount', amount: money(-Math.abs(discount)) }];
  return {
    ...common,
    preview: `${money(total)}, ${order.lines.map(({ name }) => name).join(', ')}`,
    reason: `You get this mail because you ordered at ${shop.name}. Keep it as your receipt.`,
    number: order.number,
    placedOn: formatDate(order.placedAt, order.locale),
    lines: order.lines.map(({ name, variantName, quantity, unitPrice, lineTotal }) => ({
      name,
      variantName,
      quantity,
      unitPrice: money(unitPrice),
      lineTotal: money(lineTotal),
    })),
    charges: [
      { label: 'Subtotal', amount: money(subtotal) },
      ...reduced,
      { label: 'Shipping', amount: shipping === 0 ? 'Free' : money(shipping) },
      { label: 'Tax', amount: money(tax) },
    ],
    total: money(total),
    addressLines: order.addressLines,
    shippingMethod: order.shippingMethod,
    link: orderLink(order, shop),
  };
}

function orderLink({ pageToken }: OrderConfirmation, { publicUrl }: Shop): string {
  return `${publicUrl}/orders/${encodeURIComponent(pageToken)}`;
}

/** The day in UTC: the shop does not know where the customer's clock stands. */
function formatDate(iso: string, locale: string): string {
  return new Intl.DateTimeFormat(usableLocale(locale), { dateStyle: 'long', timeZone: 'UTC' }).format(
    new Date(iso),
  );
}
