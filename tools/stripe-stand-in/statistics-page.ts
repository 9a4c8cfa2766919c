import { formatAmount } from './amounts.js';
import { type Html, document, html } from './html.js';
import type { IntentFigures, Statistics } from './statistics.js';

const SHOWN = 200;

export function statisticsPage({ currencies, paymentIntents, webhooks, faults }: Statistics): string {
  const money = Object.entries(currencies).map(
    ([currency, { charged, refunded, disputed, charges, refunds }]) =>
      html`<tr>
        <th scope="row">${currency.toUpperCase()}</th>
        <td class="figure">${formatAmount(charged, currency)} (${charges})</td>
        <td class="figure">${formatAmount(refunded, currency)} (${refunds})</td>
        <td class="figure">${formatAmount(disputed, currency)}</td>
      </tr>`,
  );
  const body = html`<div class="card">
    <h1>Stripe stand-in: what was truly charged</h1>
    <p class="note">The same as JSON: <a href="/_control/statistics">/_control/statistics</a></p>
    <table>
      <thead>
        <tr>
          <th scope="col">Currency</th>
          <th scope="col" class="figure">Charged</th>
          <th scope="col" class="figure">Refunded</th>
          <th scope="col" class="figure">Disputed</th>
        </tr>
      </thead>
      <tbody>
        ${money}
      </tbody>
    </table>
    <h2>
      Payment intents
      (${paymentIntents.length}${paymentIntents.length > SHOWN ? `, the newest ${String(SHOWN)} shown` : ''})
    </h2>
    <table>
      <thead>
        <tr>
          <th scope="col">Intent</th>
          <th scope="col">Status</th>
          <th scope="col" class="figure">Amount</th>
          <th scope="col" class="figure">Charges</th>
          <th scope="col" class="figure">Refunded</th>
          <th scope="col">Metadata</th>
        </tr>
      </thead>
      <tbody>
        ${paymentIntents.slice(-SHOWN).reverse().map(intentRow)}
      </tbody>
    </table>
    <h2>Webhooks</h2>
    ${figures(webhooks)}
    <h2>Faults that struck</h2>
    ${figures(faults)}
  </div>`;
  return document('Stripe stand-in', body, 'wide');
}

function intentRow({
  id,
  status,
  amount,
  currency,
  succeededCharges,
  refunded,
  metadata,
}: IntentFigures): Html {
  return html`<tr>
    <td><code>${id}</code></td>
    <td>${status}</td>
    <td class="figure">${formatAmount(amount, currency)}</td>
    <td class="figure">${succeededCharges}</td>
    <td class="figure">${formatAmount(refunded, currency)}</td>
    <td>
      <code
        >${Object.entries(metadata)
          .map(([name, value]) => `${name}=${value}`)
          .join(' ')}</code
      >
    </td>
  </tr>`;
}

function figures(numbers: Record<string, number>): Html {
  return html`<p>
    ${Object.entries(numbers)
      .map(([name, value]) => `${name}: ${String(value)}`)
      .join(' · ')}
  </p>`;
}
