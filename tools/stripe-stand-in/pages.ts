import type { IncomingMessage, ServerResponse } from 'node:http';
import { formatAmount } from './amounts.js';
import { testCards } from './cards.js';
import type { Control } from './control.js';
import { ApiError } from './errors.js';
import { type Html, document, html } from './html.js';
import { readBody, redirect, sendHtml } from './http.js';
import type { Intent, LineItem, Session, SessionPlan } from './objects.js';
import { statisticsPage } from './statistics-page.js';
import type { World } from './world.js';

/** What a customer sees in a browser: the checkout page and the bank's question; and `/` for the developer. */
export class Pages {
  constructor(
    private readonly world: World,
    private readonly control: Control,
  ) {}

  async handle(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const [, section = '', id = '', inner = ''] =
      /^\/(c|3ds)\/([^/]+)(?:\/([^/]*))?$/.exec(url.pathname) ?? [];
    const form = request.method === 'POST' ? new URLSearchParams(await readBody(request)) : undefined;
    if (url.pathname === '/') sendHtml(response, 200, statisticsPage(this.control.statistics()));
    else if (section === 'c' && id === 'pay') await this.checkout(response, inner, form);
    else if (section === 'c' && id === 'return') this.afterBank(response, inner);
    else if (section === '3ds') await this.bank(response, id, url, form);
    else
      sendHtml(
        response,
        404,
        document('Not found', html`<div class="card"><h1>There is no such page</h1></div>`),
      );
  }

  private async checkout(
    response: ServerResponse,
    id: string,
    form: URLSearchParams | undefined,
  ): Promise<void> {
    const session = this.world.state.find<Session>('checkout.session', id);
    if (session?.status !== 'open') {
      this.showClosed(response, session);
      return;
    }
    if (!form) {
      this.showCheckout(response, session);
      return;
    }
    const card = form.get('action') === 'decline' ? 'pm_card_chargeDeclined' : (form.get('card') ?? '');
    try {
      const intent = await this.control.pay(id, card, form.get('email') ?? undefined);
      redirect(response, bankUrl(intent) ?? this.successUrl(session));
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.showCheckout(response, session, error.message);
    }
  }

  /** The bank has sent the customer back: on to the shop if it went well, else to the page for another try. */
  private afterBank(response: ServerResponse, id: string): void {
    const session = this.world.state.find<Session>('checkout.session', id);
    if (session?.status === 'complete') redirect(response, this.successUrl(session));
    else redirect(response, `/c/pay/${id}`);
  }

  private async bank(response: ServerResponse, id: string, url: URL, form?: URLSearchParams): Promise<void> {
    const intent = this.world.state.find<Intent>('payment_intent', id);
    const isKnown = intent && url.searchParams.get('client_secret') === intent.client_secret;
    if (!isKnown || intent.status !== 'requires_action') {
      sendHtml(
        response,
        404,
        document('Nothing to confirm', html`<div class="card"><h1>Nothing to confirm</h1></div>`),
      );
      return;
    }
    if (!form) {
      sendHtml(response, 200, document('Confirm the payment', bankBody(intent)));
      return;
    }
    const back = returnUrl(intent);
    const outcome = form.get('outcome') === 'succeeded' ? 'succeeded' : 'failed';
    const isPaid = await this.control.authenticate(id, outcome).then(
      ({ status }) => status === 'succeeded',
      (error: unknown) => {
        if (error instanceof ApiError) return false; // Declined; the intent says why.
        throw error;
      },
    );
    if (back) redirect(response, withResult(back, intent, isPaid));
    else
      sendHtml(
        response,
        200,
        document('Done', html`<div class="card"><h1>Done: ${isPaid ? 'paid' : 'not paid'}</h1></div>`),
      );
  }

  private showCheckout(response: ServerResponse, session: Session, error?: string): void {
    const plan = this.world.get<SessionPlan>('session_plan', session.id);
    const intent =
      session.payment_intent && this.world.state.find<Intent>('payment_intent', session.payment_intent);
    const shown = error ?? (intent ? intent.last_payment_error?.message : undefined);
    const message = typeof shown === 'string' ? shown : undefined;
    sendHtml(response, message ? 402 : 200, document('Checkout', checkoutBody(session, plan.items, message)));
  }

  private showClosed(response: ServerResponse, session: Session | undefined): void {
    const said = session?.status === 'complete' ? 'You have already paid' : 'This page is no longer open';
    const back = session?.cancel_url ? html`<a href="${session.cancel_url}">Back to the shop</a>` : undefined;
    sendHtml(
      response,
      session ? 200 : 404,
      document(
        'Checkout',
        html`<div class="card">
          <h1>${said}</h1>
          ${back}
        </div>`,
      ),
    );
  }

  private successUrl(session: Session): string {
    return session.success_url.replaceAll('{CHECKOUT_SESSION_ID}', session.id);
  }
}

function checkoutBody(session: Session, items: LineItem[], error?: string): Html {
  const rows = items.map(
    (item) =>
      html`<tr>
        <td>${item.description}</td>
        <td class="figure">${item.quantity} ×</td>
        <td class="figure">${formatAmount(item.amount_total, session.currency)}</td>
      </tr>`,
  );
  const cards = testCards.map(
    ({ number, label }) =>
      html`<option value="${number}">${number.replaceAll(/(.{4})(?=.)/g, '$1 ')}: ${label}</option>`,
  );
  const back = session.cancel_url
    ? html`<p><a href="${session.cancel_url}">Back to the shop without paying</a></p>`
    : undefined;
  return html`<div class="card">
    <h1>Pay for your order</h1>
    <p class="note">Stripe stand-in: a test page. No money moves.</p>
    <p class="total">${formatAmount(session.amount_total, session.currency)}</p>
    ${error ? html`<p class="error" role="alert">${error}</p>` : undefined}
    <table aria-label="What you pay for">
      <tbody>
        ${rows}
      </tbody>
    </table>
    <form method="post">
      <label for="email">E-mail</label>
      <input id="email" name="email" type="email" autocomplete="email" value="${session.customer_email}" />
      <label for="card">Test card</label>
      <select id="card" name="card">
        ${cards}
      </select>
      <button name="action" value="pay">Pay ${formatAmount(session.amount_total, session.currency)}</button>
      <button name="action" value="decline" class="plain">Decline: let the bank refuse</button>
    </form>
    ${back}
  </div>`;
}

function bankBody(intent: Intent): Html {
  return html`<div class="card">
    <h1>Your bank asks: is it you?</h1>
    <p class="note">Stripe stand-in: 3-D Secure. No money moves.</p>
    <p class="total">${formatAmount(intent.amount, intent.currency)}</p>
    <form method="post">
      <button name="outcome" value="succeeded">Yes, complete the payment</button>
      <button name="outcome" value="failed" class="plain">No, fail authentication</button>
    </form>
  </div>`;
}

function bankUrl(intent: Intent): string | undefined {
  return nextAction(intent, 'url');
}

function returnUrl(intent: Intent): string | undefined {
  return nextAction(intent, 'return_url');
}

function nextAction({ next_action }: Intent, name: 'return_url' | 'url'): string | undefined {
  const redirectTo = next_action?.redirect_to_url as Record<string, string> | undefined;
  return redirectTo?.[name];
}

/** Stripe tells the page it returns to which payment it was, and how it went. */
function withResult(back: string, intent: Intent, isPaid: boolean): string {
  const url = new URL(back);
  url.searchParams.set('payment_intent', intent.id);
  url.searchParams.set('payment_intent_client_secret', intent.client_secret);
  url.searchParams.set('redirect_status', isPaid ? 'succeeded' : 'failed');
  return url.toString();
}
