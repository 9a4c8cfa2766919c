import { randomUUID } from 'node:crypto';
import { Stripe } from 'stripe';
import type { Mailbox } from '../../tools/mailbox/start-mailbox.js';
import type { Message } from '../../tools/mailbox/message.js';
import type { StandIn } from '../../tools/stripe-stand-in/stand-in.js';
import { eventually } from './eventually.js';
import { HttpClient } from './http.js';

export interface MoneyView {
  amount: number;
  currency: string;
}

export interface CartLineView {
  variantId: string;
  sku: string;
  quantity: number;
  unitPrice: MoneyView;
  lineTotal: MoneyView;
  notes: { code: string }[];
}

export interface CartView {
  id: string;
  token?: string;
  lines: CartLineView[];
  savedForLater: CartLineView[];
  totals: Record<'subtotal' | 'discount' | 'shipping' | 'tax' | 'total', MoneyView>;
}

export interface OrderView {
  id: string;
  number: string;
  status: string;
  orderToken?: string;
  holdExpiresAt: string | null;
  totals: CartView['totals'];
  lines: { sku: string; quantity: number; unitPrice: MoneyView }[];
}

export interface PaymentView {
  id: string;
  status: string;
  clientSecret?: string;
  checkoutUrl?: string;
}

interface ProductView {
  slug: string;
  variants: { id: string; sku: string }[];
}

const home = {
  name: 'Ada Byron',
  line1: '12 Elm Street',
  city: 'Springfield',
  region: 'CA',
  postalCode: '90210',
  country: 'US',
};
const password = 'a long enough passphrase';

/** Somebody who buys, in the words of a shop. Everything goes over the public API, Stripe's SDK and the mail box. */
export class Shopper {
  readonly email: string;
  readonly client: HttpClient;
  private refreshToken?: string;

  constructor(
    readonly name: string,
    url: string,
    private readonly world: { stripe: StandIn; mailbox: Mailbox },
  ) {
    this.email = `${name.toLowerCase()}.${randomUUID().slice(0, 8)}@example.test`;
    this.client = new HttpClient(url);
  }

  // --- catalogue and cart ---

  /** The id of a variant by its SKU, found as a shopper would: by searching the list. */
  async finds(sku: string, slug: string): Promise<string> {
    const { variants } = await this.client.get<ProductView>(`/v1/products/${slug}`);
    const variant = variants.find((each) => each.sku === sku);
    if (variant === undefined) throw new Error(`${slug} has no variant ${sku}.`);
    return variant.id;
  }

  async puts(variantId: string, quantity = 1): Promise<CartView> {
    const cart = await this.client.post<CartView>('/v1/cart/items', { variantId, quantity });
    if (cart.token !== undefined) this.client.headers['cart-token'] = cart.token;
    return cart;
  }

  cart(): Promise<CartView> {
    return this.client.get('/v1/cart');
  }

  // --- account ---

  async registers(): Promise<void> {
    await this.client.post('/v1/auth/registrations', { name: this.name, email: this.email, password });
  }

  async verifiesByMail(): Promise<void> {
    const mail = await this.receives(/verif|confirm your/i);
    const token = /[?&]token=([\w.-]+)/.exec(mail.text)?.[1];
    if (token === undefined) throw new Error(`No link in the mail: ${mail.text}`);
    await this.client.post('/v1/auth/email-verifications', { token });
  }

  async signsIn(): Promise<void> {
    const session = await this.client.post<{ accessToken: string; refreshToken: string }>(
      '/v1/auth/sessions',
      { email: this.email, password },
    );
    this.client.headers['authorization'] = `Bearer ${session.accessToken}`;
    this.refreshToken = session.refreshToken;
  }

  /** Register, verify, sign in. */
  async joins(): Promise<this> {
    await this.registers();
    await this.verifiesByMail();
    await this.signsIn();
    return this;
  }

  async claimsGuestCart(): Promise<CartView> {
    const token = this.client.headers['cart-token'];
    if (token === undefined) throw new Error('There is no guest cart to claim.');
    delete this.client.headers['cart-token'];
    return this.client.post('/v1/cart/claim', { token });
  }

  get lastRefreshToken(): string {
    if (this.refreshToken === undefined) throw new Error('Nobody has signed in.');
    return this.refreshToken;
  }

  // --- checkout ---

  async shippingMethodId(): Promise<string> {
    const methods = await this.client.get<{ items: { id: string }[] }>(
      `/v1/shipping-methods?country=${home.country}&region=${home.region}`,
    );
    const first = methods.items[0];
    if (first === undefined) throw new Error('Nothing ships to the shopper.');
    return first.id;
  }

  async orderRequest(): Promise<Record<string, unknown>> {
    const isGuest = this.client.headers['authorization'] === undefined;
    return {
      ...(isGuest ? { email: this.email } : {}),
      shippingAddress: { ...home, name: this.name },
      shippingMethodId: await this.shippingMethodId(),
    };
  }

  async checksOut(idempotencyKey: string = randomUUID()): Promise<OrderView> {
    const order = await this.client.post<OrderView>('/v1/orders', await this.orderRequest(), {
      'idempotency-key': idempotencyKey,
    });
    if (order.orderToken !== undefined) this.client.headers['order-token'] = order.orderToken;
    return order;
  }

  startsPayment(
    order: OrderView,
    method: 'payment_intent' | 'checkout_session' = 'payment_intent',
  ): Promise<PaymentView> {
    return this.client.post<PaymentView>(
      `/v1/orders/${order.id}/payments`,
      { method },
      { 'idempotency-key': randomUUID() },
    );
  }

  /** Confirms the intent as the shop's page would, with Stripe's SDK. @throws Stripe's card error for a decline */
  async paysBy(payment: PaymentView, card = 'pm_card_visa'): Promise<void> {
    if (payment.clientSecret === undefined) throw new Error('The payment has no client secret.');
    const { hostname, port } = new URL(this.world.stripe.url);
    const stripe = new Stripe('sk_test_for_the_shopper', {
      host: hostname,
      port: Number(port),
      protocol: 'http',
      maxNetworkRetries: 0,
    });
    const intent = payment.clientSecret.split('_secret')[0]!;
    await stripe.paymentIntents.confirm(intent, {
      payment_method: card,
      return_url: 'https://shop.test/return',
    });
  }

  /** Presses "Pay" on Stripe's page. */
  async paysOnPage(payment: PaymentView, card = 'pm_card_visa'): Promise<void> {
    const session = /cs_\w+/.exec(payment.checkoutUrl ?? '')?.[0];
    if (session === undefined) throw new Error('The payment has no checkout page.');
    await this.world.stripe.control.pay(session, card);
  }

  order(id: string): Promise<OrderView> {
    return this.client.get(`/v1/orders/${id}`);
  }

  history(): Promise<{ items: OrderView[]; total: number }> {
    return this.client.get('/v1/orders');
  }

  async seesOrder(id: string, status: string): Promise<OrderView> {
    return eventually(async () => {
      const order = await this.order(id);
      if (order.status !== status) throw new Error(`The order is ${order.status}, not ${status}.`);
      return order;
    }, 15_000);
  }

  // --- mail ---

  receives(subject: RegExp): Promise<Message> {
    return this.world.mailbox.waitFor(
      (mail) => mail.to.includes(this.email) && subject.test(mail.subject),
      15_000,
    );
  }

  /** Clicks the link in the confirmation, in a browser that nobody has signed in with. */
  async opensOrderFrom(mail: Message): Promise<string> {
    const link = /https?:\S+\/orders\/\S+/.exec(mail.text)?.[0];
    if (link === undefined) throw new Error(`No link in the mail: ${mail.text}`);
    const { status, body } = await new HttpClient('').send<string>('GET', link);
    if (status !== 200) throw new Error(`${link} answered ${status}.`);
    return body;
  }

  async mails(subject: RegExp): Promise<Message[]> {
    return (await this.world.mailbox.messages({ to: this.email })).filter((mail) =>
      subject.test(mail.subject),
    );
  }
}
