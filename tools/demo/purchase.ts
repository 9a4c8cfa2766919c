import { randomUUID } from 'node:crypto';
import { Stripe } from 'stripe';
import { MailboxClient } from './mailbox-client.js';
import type { Narrator } from './narrator.js';
import { CannotShow, stripeAccess, type RunningShop } from './running.js';
import { ShopClient } from './shop-client.js';
import {
  price,
  type Cart,
  type Department,
  type List,
  type Order,
  type Payment,
  type Product,
  type ProductSummary,
  type Session,
  type ShippingMethod,
  type Variant,
} from './views.js';

const PATIENCE_MS = 30_000;
const address = {
  name: 'Demo Shopper',
  line1: '12 Elm Street',
  city: 'Springfield',
  region: 'CA',
  postalCode: '90210',
  country: 'US',
};

/** One purchase from the first look to the history, told step by step. */
export class Purchase {
  private readonly api: ShopClient;
  private readonly mailbox: MailboxClient;
  private readonly email = `demo.${randomUUID().slice(0, 8)}@example.test`;
  private readonly password = randomUUID();
  private guestToken = '';

  constructor(
    private readonly shop: RunningShop,
    private readonly narrator: Narrator,
  ) {
    if (shop.mailboxUrl === undefined) {
      throw new CannotShow(
        'The shop sends its mail to your SMTP_URL, where the demo can not read it. Leave SMTP_URL unset for the demo.',
      );
    }
    this.api = new ShopClient(shop.apiUrl, narrator);
    this.mailbox = new MailboxClient(shop.mailboxUrl);
  }

  async run(): Promise<void> {
    await this.fillCart(await this.browse());
    await this.register();
    await this.verify();
    await this.signIn();
    await this.claimCart();
    const order = await this.checkOut();
    const paidSince = await this.pay(order);
    await this.readConfirmation(order, paidSince);
    await this.readHistory();
  }

  /** @returns one article each of two products */
  private async browse(): Promise<Variant[]> {
    this.narrator.next('Browse the catalogue');
    const departments = await this.api.get<List<Department>>('/v1/departments');
    this.narrator.result(`Departments: ${departments.items.map(({ name }) => name).join(', ')}`);
    const popular = await this.api.get<List<ProductSummary>>('/v1/products?sort=best-selling&limit=10');
    const available = popular.items.filter(isAvailable).slice(0, 2);
    const variants: Variant[] = [];
    for (const { slug } of available) {
      const product = await this.api.get<Product>(`/v1/products/${slug}`);
      this.narrator.result(
        `${product.name}, ${price(product.price)}: ${product.variants.map(({ sku }) => sku).join(', ')}`,
      );
      variants.push(...product.variants.filter(isAvailable).slice(0, 1));
    }
    return variants;
  }

  private async fillCart(variants: readonly Variant[]): Promise<void> {
    this.narrator.next('Fill a cart, without an account');
    const [one] = variants;
    if (one === undefined) throw new CannotShow('The shop has nothing to sell. Is its database empty?');
    const { token } = await this.api.post<Cart>('/v1/carts', {});
    if (token === undefined) throw new CannotShow('The new cart came without a token.');
    this.guestToken = token;
    this.api.actAs({ 'cart-token': token });
    for (const { id } of variants) {
      await this.api.post<Cart>('/v1/cart/items', { variantId: id, quantity: 1 });
    }
    this.tellCart(await this.api.patch<Cart>(`/v1/cart/items/${one.id}`, { quantity: 2 }));
  }

  private async register(): Promise<void> {
    this.narrator.next('Register');
    await this.api.post('/v1/auth/registrations', {
      name: 'Demo Shopper',
      email: this.email,
      password: this.password,
    });
    this.narrator.result(
      `${this.email} gets a mail. The answer would be the same if the address were known.`,
    );
  }

  private async verify(): Promise<void> {
    this.narrator.next('Verify the address by the mailed link');
    const mail = await this.mailbox.waitFor(this.email, 'Confirm your', PATIENCE_MS);
    const link = mail.links.find((each) => each.includes('token='));
    const token = link === undefined ? null : new URL(link).searchParams.get('token');
    if (token === null) throw new CannotShow(`The mail holds no link: ${this.mailbox.pageOf(mail)}`);
    this.narrator.result(`"${mail.subject}": ${this.mailbox.pageOf(mail)}`);
    await this.api.post('/v1/auth/email-verifications', { token });
  }

  private async signIn(): Promise<void> {
    this.narrator.next('Sign in');
    const { accessToken } = await this.api.post<Session>('/v1/auth/sessions', {
      email: this.email,
      password: this.password,
    });
    this.api.actAs({ authorization: `Bearer ${accessToken}` });
    this.narrator.result(`Access token ${accessToken.slice(0, 16)}…`);
  }

  private async claimCart(): Promise<void> {
    this.narrator.next('Take the cart along');
    this.tellCart(await this.api.post<Cart>('/v1/cart/claim', { token: this.guestToken }));
  }

  private async checkOut(): Promise<Order> {
    this.narrator.next('Check out');
    const { items } = await this.api.get<List<ShippingMethod>>('/v1/shipping-methods?country=US&region=CA');
    const [method] = items;
    if (method === undefined)
      throw new CannotShow('The shop ships nothing to California. Is its database empty?');
    const order = await this.api.post<Order>(
      '/v1/orders',
      { shippingAddress: address, shippingMethodId: method.id },
      idempotent(),
    );
    const { subtotal, shipping, tax, total } = order.totals;
    this.narrator.result(
      `Order ${order.number}, ${order.status}, by ${method.name}`,
      `${price(subtotal)} + shipping ${price(shipping)} + tax ${price(tax)} = ${price(total)}`,
    );
    return order;
  }

  /** @returns when the money had been taken */
  private async pay({ id, totals }: Order): Promise<number> {
    this.narrator.next("Pay with Stripe's SDK");
    const { clientSecret } = await this.api.post<Payment>(
      `/v1/orders/${id}/payments`,
      { method: 'payment_intent' },
      idempotent(),
    );
    if (clientSecret === undefined) throw new CannotShow('The payment came without a client secret.');
    const intent = await this.confirm(clientSecret);
    const since = performance.now();
    this.narrator.result(
      `stripe.paymentIntents.confirm(…, pm_card_visa) → ${intent.status}, ${price(totals.total)}`,
    );
    await this.api.waitUntil<Order>(`/v1/orders/${id}`, ({ status }) => status === 'paid', PATIENCE_MS);
    this.narrator.result(`The webhook came, and the worker settled it: paid ${elapsed(since)} later.`);
    return since;
  }

  private confirm(clientSecret: string): Promise<Stripe.PaymentIntent> {
    const { key, url } = stripeAccess(this.shop);
    const stripe = new Stripe(key, url === undefined ? {} : hostOf(url));
    const [intentId = ''] = clientSecret.split('_secret');
    // With a publishable key Stripe wants the secret too, as Stripe.js sends it; the server's types leave it out.
    const parameters = {
      payment_method: 'pm_card_visa',
      client_secret: clientSecret,
      return_url: `${this.shop.apiUrl}/docs`,
    };
    return stripe.paymentIntents.confirm(intentId, parameters);
  }

  private async readConfirmation({ number }: Order, since: number): Promise<void> {
    this.narrator.next('Read the confirmation');
    const mail = await this.mailbox.waitFor(this.email, number, PATIENCE_MS);
    this.narrator.note(`${elapsed(since)} after the payment: ${this.mailbox.pageOf(mail)}`);
    this.narrator.quote(mail.text);
  }

  private async readHistory(): Promise<void> {
    this.narrator.next('Look at the history');
    const { items } = await this.api.get<List<Order>>('/v1/orders');
    this.narrator.result(
      ...items.map(({ number, status, totals }) => `${number}  ${status}  ${price(totals.total)}`),
    );
  }

  private tellCart({ lines, totals }: Cart): void {
    this.narrator.result(
      ...lines.map(({ sku, quantity, lineTotal }) => `${quantity} × ${sku}  ${price(lineTotal)}`),
    );
    this.narrator.result(`Subtotal ${price(totals.subtotal)}`);
  }
}

function isAvailable({ stockState }: { stockState: string }): boolean {
  return stockState !== 'sold-out';
}

function idempotent(): Record<string, string> {
  return { 'idempotency-key': randomUUID() };
}

function hostOf(url: string): { protocol: 'http' | 'https'; host: string; port: number } {
  const { protocol, hostname, port } = new URL(url);
  return { protocol: protocol === 'http:' ? 'http' : 'https', host: hostname, port: Number(port) };
}

function elapsed(since: number): string {
  return `${((performance.now() - since) / 1_000).toFixed(2)} s`;
}
