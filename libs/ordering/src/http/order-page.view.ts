import { escapeHtml, page } from '#platform/http/html-page.js';
import { formatMoney } from '#platform/i18n/format-money.js';
import type { MoneyJson } from '#shared-kernel';
import type { OrderStatus } from '../domain/order-status.js';
import type { OrderView } from '../queries/order.views.js';

const locale = 'en-US';
const countryNames = new Intl.DisplayNames(locale, { type: 'region', fallback: 'code' });

const statusTexts: Readonly<Record<OrderStatus, string>> = {
  pending: 'We are waiting for your payment.',
  paid: 'Paid. We are getting your parcel ready.',
  fulfilled: 'On its way to you.',
  expired: 'Nobody paid in time, so the goods went back on the shelf.',
  cancelled: 'Cancelled.',
  refunded: 'Refunded.',
  'partially-refunded': 'Partly refunded.',
};

export function orderPage(order: OrderView): string {
  return page({
    title: `Order ${order.number}`,
    main: `<p>${escapeHtml(statusTexts[order.status])}</p>${linesTable(order)}${address(order)}`,
  });
}

/** For a link that is cut short, or from another shop. */
export function noOrderPage(): string {
  return page({
    title: 'This link does not work',
    main: '<p>The link is not complete. Some mail programs break long lines: copy it from the mail as a whole.</p>',
  });
}

function linesTable({ lines, totals }: OrderView): string {
  const rows = lines.map(({ name, variantName, quantity, lineTotal }) =>
    row(`${quantity} × ${variantName === '' ? name : `${name} (${variantName})`}`, lineTotal),
  );
  const { amount, currency } = totals.discount;
  const sums = [
    row('Subtotal', totals.subtotal),
    ...(amount === 0 ? [] : [row('Discount', { amount: -Math.abs(amount), currency })]),
    row('Shipping', totals.shipping),
    row('Tax', totals.tax),
    row('Total', totals.total),
  ];
  return `<table>${[...rows, ...sums].join('')}</table>`;
}

function row(label: string, { amount, currency }: MoneyJson): string {
  return `<tr><th scope="row">${escapeHtml(label)}</th><td>${escapeHtml(formatMoney(amount, currency, locale))}</td></tr>`;
}

function address({
  shippingAddress: { name, company, line1, line2, city, region, postalCode, country },
}: OrderView): string {
  const place = [[city, region].filter(Boolean).join(', '), postalCode].filter(Boolean).join(' ');
  const lines = [
    name,
    company,
    line1,
    line2,
    place,
    /^[A-Z]{2}$/.test(country) ? countryNames.of(country) : country,
  ];
  return `<h2>Delivery to</h2><p>${lines
    .filter((each): each is string => typeof each === 'string' && each !== '')
    .map(escapeHtml)
    .join('<br>')}</p>`;
}
