import { randomUUID } from 'node:crypto';
import type { Checkout } from './checkout.js';
import type { Answer, PatientClient } from './client.js';
import { StripePage } from './stripe-page.js';

export interface Shop {
  readonly apiUrl: string;
  readonly stripeUrl: string;
  readonly shippingMethodId: string;
  readonly variantIds: readonly string[];
}

/** Somebody with a sign-in has an address on file; a guest gives one for each order. */
export interface Identity {
  readonly authorization?: string;
}

interface OrderBody {
  readonly id: string;
  readonly number: string;
  readonly orderToken?: string;
  readonly totals: { readonly total: { readonly amount: number; readonly currency: string } };
}

interface StartedBody {
  readonly clientSecret?: string;
  readonly checkoutUrl?: string;
  readonly returnPage: string;
}

type Headers = Record<string, string>;

const address = {
  name: 'Ada Byron',
  line1: '12 Elm Street',
  city: 'Springfield',
  region: 'CA',
  postalCode: '90210',
  country: 'US',
};

/** Goes through one checkout over the public API and Stripe's, as planned, and remembers what was answered. */
export class Shopper {
  private readonly page: StripePage;
  private readonly headers: Headers;

  constructor(
    private readonly shop: Shop,
    private readonly client: PatientClient,
    private readonly checkout: Checkout,
    identity: Identity,
  ) {
    this.page = new StripePage(shop.stripeUrl, client);
    this.headers = identity.authorization === undefined ? {} : { authorization: identity.authorization };
  }

  async shops(): Promise<void> {
    if (!(await this.fillsCart()) || !(await this.ordersOnce())) return;
    const { intention } = this.checkout.plan;
    if (intention === 'leave before paying') return;
    if (intention === 'cancel at once') return this.cancels();
    const started = await this.startsPayment();
    if (started === undefined || intention === 'leave on the payment page') return;
    if (intention === 'cancel on the payment page') return this.cancels();
    await this.pays(started);
    if (this.checkout.plan.comesBack)
      await this.client.once({ method: 'GET', url: started.returnPage, headers: this.headers });
  }

  private async fillsCart(): Promise<boolean> {
    const wanted = 1 + Math.floor(Math.random() * 2);
    let filled = 0;
    for (let attempt = 0; attempt < 4 && filled < wanted; attempt += 1) {
      const item = { variantId: pick(this.shop.variantIds), quantity: 1 + Math.floor(Math.random() * 2) };
      const answer = await this.post<{ token?: string }>('/v1/cart/items', item);
      if (answer === undefined) return this.ends('no answer');
      if (answer.status !== 201) continue; // Sold out: something else, then.
      filled += 1;
      if (answer.body.token !== undefined) this.headers['cart-token'] = answer.body.token;
    }
    return filled > 0 || this.ends('sold out');
  }

  private async ordersOnce(): Promise<boolean> {
    const { key, plan } = this.checkout;
    const first = await this.placesOrder(key);
    if (first === undefined) return this.ends('no answer');
    if (first.status !== 201) return this.refused('order refused', first);
    const { id, number, totals } = first.body;
    this.checkout.order = { id, number, ...totals.total };
    this.checkout.outcome = 'placed';
    if (plan.repeats) await this.ordersAgain(key, id);
    if (first.body.orderToken !== undefined) this.headers['order-token'] = first.body.orderToken;
    return true;
  }

  private async ordersAgain(key: string, id: string): Promise<void> {
    const again = await this.placesOrder(key);
    if (again !== undefined && again.body.id !== id)
      this.checkout.otherOrders.push(again.body.id || `status ${String(again.status)}`);
  }

  private placesOrder(key: string): Promise<Answer<OrderBody> | undefined> {
    const isGuest = this.headers['authorization'] === undefined;
    const { shippingMethodId } = this.shop;
    const body = {
      ...(isGuest ? { email: `${key}@example.test` } : {}),
      ...{ shippingAddress: address, shippingMethodId, note: key },
    };
    return this.post<OrderBody>('/v1/orders', body, key);
  }

  private async startsPayment(): Promise<StartedBody | undefined> {
    const path = `/v1/orders/${this.checkout.order?.id ?? ''}/payments`;
    const answer = await this.post<StartedBody>(path, { method: this.checkout.plan.by }, randomUUID());
    if (answer?.status === 201) return answer.body;
    if (answer === undefined) this.ends('no answer');
    else this.refused('too late to pay', answer);
    return undefined;
  }

  private async pays(started: StartedBody): Promise<void> {
    const { intention } = this.checkout.plan;
    if (intention === 'pay after a decline') await this.page.pay(started, 'pm_card_chargeDeclined');
    const card = intention === 'pay by a slow method' ? 'pm_card_async' : 'pm_card_visa';
    const result = await this.page.pay(started, card);
    this.checkout.outcome = result === 'done' ? 'paid at Stripe' : 'too late to pay';
  }

  private async cancels(): Promise<void> {
    const path = `/v1/orders/${this.checkout.order?.id ?? ''}/cancellation`;
    const answer = await this.post(path, { reason: 'Changed my mind' });
    if (answer === undefined) this.ends('no answer');
    else if (answer.status === 200) this.checkout.outcome = 'cancelled';
    else this.refused('cancellation refused', answer);
  }

  private post<Body>(path: string, body: unknown, key?: string): Promise<Answer<Body> | undefined> {
    const headers = { ...this.headers, ...(key === undefined ? {} : { 'idempotency-key': key }) };
    return this.client.insist<Body>({ method: 'POST', url: `${this.shop.apiUrl}${path}`, body, headers });
  }

  private refused(outcome: Checkout['outcome'], { status, body }: Answer<unknown>): false {
    this.checkout.refusal = (body as { code?: string }).code ?? `status ${String(status)}`;
    return this.ends(outcome);
  }

  private ends(outcome: Checkout['outcome']): false {
    this.checkout.outcome = outcome;
    return false;
  }
}

/** The first ones more often than the last: what is popular is fought for. */
function pick<T>(list: readonly T[]): T {
  const chosen = list[Math.floor(Math.random() ** 2 * list.length)];
  if (chosen === undefined) throw new TypeError('There is nothing to choose from.');
  return chosen;
}
