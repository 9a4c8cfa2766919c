import type { MailContent } from '../application/mail.js';
import type { OrderConfirmation } from '../application/order-confirmation.js';
import { formatMoney, usableLocale } from '#platform/i18n/format-money.js';

export interface Shop {
  readonly name: string;
  readonly publicUrl: string;
}

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
  switch (mail.kind) {
    case 'email-verification':
      return {
        ...frame(mail, shop, 'One click, and your account is ready.'),
        reason: `You get this mail because this address was given at ${shop.name}. If that was not you, ignore it: without the click nothing happens.`,
        greeting: greeting(mail.content.name),
        link: `${shop.publicUrl}/v1/auth/email-verifications?token=${encodeURIComponent(mail.content.token)}`,
      };
    case 'already-registered':
      return {
        ...frame(mail, shop, 'Nothing about it has changed.'),
        reason: `You get this mail because this address was given at ${shop.name}. If that was not you, ignore it.`,
        greeting: greeting(mail.content.name),
      };
    case 'order-confirmation':
      return orderConfirmationView(mail.content, frame(mail, shop, ''), shop);
  }
}

export function subjectOf(mail: MailContent, shopName: string): string {
  switch (mail.kind) {
    case 'email-verification':
      return `Confirm your e-mail address at ${shopName}`;
    case 'already-registered':
      return `You already have an account at ${shopName}`;
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

/**
 * Anybody can register anybody's address under any name, so the name is a way to have the shop mail an advertisement.
 * Only what looks like a person's name, and like no address that a mail client would turn into a link, is repeated.
 */
function greeting(name: string): string {
  const text = name.trim();
  const looksLikeName = /^[\p{L}\p{M} .'’-]{1,50}$/u.test(text) && !/\.\p{L}{2}|www/iu.test(text);
  return looksLikeName ? `Hello ${text},` : 'Hello,';
}
