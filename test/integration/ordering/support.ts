import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { Module, VersioningType, type DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { CartHttpModule } from '#cart/http';
import { InventoryFacade } from '#inventory';
import { OrderingFacade } from '#ordering';
import { OrderingHttpModule } from '#ordering/http';
import { OrderingJobsModule } from '#ordering/jobs';
import { AuthModule } from '#platform/auth/auth.module.js';
import type { Config } from '#platform/config/config.js';
import { Database } from '#platform/database/database.js';
import { bytesToId, idToBytes } from '#platform/database/id-column.js';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import { Outbox } from '#platform/outbox/outbox.js';
import { OutboxRelayModule } from '#platform/outbox/outbox.module.js';
import { PlatformModule } from '#platform/platform.module.js';
import { newId } from '#shared-kernel';
import { testConfig } from '../../support/config.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { HttpClient, type Answer, type Problem } from '../../support/http.js';
import { bearer } from '../../support/tokens.js';
import { toldEvents } from '../../support/told-events.js';

export interface Amount {
  amount: number;
  currency: string;
}

export interface OrderAnswer {
  id: string;
  number: string;
  status: string;
  email: string;
  placedAt: string;
  paidAt: string | null;
  holdExpiresAt: string | null;
  itemCount: number;
  totals: Record<'subtotal' | 'discount' | 'shipping' | 'tax' | 'total', Amount>;
  lines: { variantId: string; sku: string; name: string; quantity: number; unitPrice: Amount; tax: Amount }[];
  shippingAddress: Record<string, string | null>;
  shippingMethod: { id: string; name: string };
  note: string | null;
  orderToken?: string;
}

@Module({})
class OrderingShop {
  static of(config: Config): DynamicModule {
    return {
      module: OrderingShop,
      imports: [
        PlatformModule.forRoot(config),
        AuthModule,
        CartHttpModule,
        OrderingHttpModule,
        OrderingJobsModule,
        OutboxRelayModule,
      ],
    };
  }
}

export const inCalifornia = {
  name: 'Ada Byron',
  line1: '12 Elm Street',
  city: 'Springfield',
  region: 'CA',
  postalCode: '90210',
  country: 'US',
};

/** Somebody at the checkout: a guest until they sign in. */
export class Buyer {
  readonly id: string = newId();
  readonly email = `buyer.${this.id}@example.test`;

  constructor(
    readonly client: HttpClient,
    private readonly app: NestFastifyApplication,
  ) {}

  signsIn(scope = 'cart:use orders:place orders:read-own'): this {
    Object.assign(
      this.client.headers,
      bearer(this.app, { sub: this.id, role: 'customer', scope, email: this.email }),
    );
    return this;
  }

  async puts(variantId: string, quantity = 1): Promise<this> {
    const cart = await this.client.post<{ token?: string }>('/v1/cart/items', { variantId, quantity });
    if (cart.token !== undefined) this.client.headers['cart-token'] = cart.token;
    return this;
  }

  async request(wishes: Record<string, unknown> = {}): Promise<Record<string, unknown>> {
    const isGuest = this.client.headers['authorization'] === undefined;
    return {
      ...(isGuest ? { email: this.email } : {}),
      shippingAddress: inCalifornia,
      shippingMethodId: await this.shippingMethod(),
      ...wishes,
    };
  }

  async shippingMethod(country = 'US', code = 'standard'): Promise<string> {
    const { items } = await this.client.get<{ items: { id: string; code: string }[] }>(
      `/v1/shipping-methods?country=${country}`,
    );
    return items.find((each) => each.code === code)!.id;
  }

  /** A success. A guest keeps the order's token. */
  async orders(wishes: Record<string, unknown> = {}, key: string = randomUUID()): Promise<OrderAnswer> {
    const order = await this.client.post<OrderAnswer>('/v1/orders', await this.request(wishes), {
      'idempotency-key': key,
    });
    if (order.orderToken !== undefined) this.client.headers['order-token'] = order.orderToken;
    return order;
  }

  /** Whatever comes back. */
  async tries(wishes: Record<string, unknown> = {}, key?: string): Promise<Answer<Problem & OrderAnswer>> {
    const headers: Record<string, string> = key === undefined ? {} : { 'idempotency-key': key };
    return this.client.send('POST', '/v1/orders', await this.request(wishes), headers);
  }

  sees(orderId: string): Promise<OrderAnswer> {
    return this.client.get(`/v1/orders/${orderId}`);
  }
}

/** Cart, ordering and the relay behind real HTTP, on the sample shop in a database of its own. */
export class OrderingTest {
  private constructor(
    readonly app: NestFastifyApplication,
    readonly database: TestDatabase,
    readonly config: Config,
    private readonly variants: readonly { id: string; sku: string; price: number }[],
  ) {}

  readonly ordering = this.app.get(OrderingFacade, { strict: false });
  readonly inventory = this.app.get(InventoryFacade, { strict: false });
  readonly unitOfWork = this.app.get(UnitOfWork);
  private readonly told = toldEvents(this.app);

  static async start(variables: Readonly<Record<string, string>> = {}): Promise<OrderingTest> {
    const database = await createTestDatabase({ sampleShop: true });
    const config = testConfig({ DATABASE_URL: database.url, ...variables });
    const app = await NestFactory.create<NestFastifyApplication>(
      OrderingShop.of(config),
      new FastifyAdapter(),
      {
        logger: config.log.level === 'silent' ? false : ['error', 'warn'],
        abortOnError: false,
      },
    );
    app.enableVersioning({ type: VersioningType.URI, defaultVersion: '1' });
    await app.listen(0, '127.0.0.1');
    const rows = await database.query<{ id: Buffer; sku: string; price: number }>(
      `SELECT v.id, v.sku, CAST(COALESCE(v.sale_price_amount, v.price_amount) AS SIGNED) AS price
       FROM variants v
       JOIN stock s ON s.variant_id = v.id
       WHERE s.available >= 20
       ORDER BY v.sku`,
    );
    return new OrderingTest(
      app,
      database,
      config,
      rows.map((row) => ({ ...row, id: bytesToId(row.id) })),
    );
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.database.drop();
  }

  buyer(): Buyer {
    const { port } = this.app.getHttpServer().address() as AddressInfo;
    return new Buyer(new HttpClient(`http://127.0.0.1:${port}`), this.app);
  }

  article(n: number): { id: string; sku: string; price: number } {
    const variant = this.variants[n];
    if (variant === undefined) throw new RangeError('The sample shop has not so many variants.');
    return variant;
  }

  async costs(variantId: string, cents: number): Promise<void> {
    await this.database.query('UPDATE variants SET price_amount = ?, sale_price_amount = NULL WHERE id = ?', [
      cents,
      idToBytes(variantId),
    ]);
  }

  async stocks(variantId: string, pieces: number): Promise<void> {
    await this.unitOfWork.run(() => this.inventory.setStock(variantId, pieces, 'test'));
  }

  async available(variantId: string): Promise<number> {
    return (await this.inventory.availability([variantId])).get(variantId) ?? 0;
  }

  /** What payment tells when Stripe has the money. @returns the payment's id */
  async moneyComes(
    order: Pick<OrderAnswer, 'id' | 'totals'>,
    { amount, currency, paymentId = newId() }: Partial<Amount> & { paymentId?: string } = {},
  ): Promise<string> {
    const payload = {
      paymentId,
      orderId: order.id,
      amount: amount ?? order.totals.total.amount,
      currency: currency ?? order.totals.total.currency,
      stripeIntentId: 'pi_test',
    };
    const outbox = this.app.get(Outbox, { strict: false });
    await this.unitOfWork.run(() => outbox.append([{ type: 'payment.payment-succeeded', payload }]));
    return paymentId;
  }

  /** Lets the time of the hold run out, by the database's clock. */
  async holdRunsOut(orderId: string): Promise<void> {
    await this.database.query(
      'UPDATE orders SET hold_expires_at = UTC_TIMESTAMP(3) - INTERVAL 1 SECOND WHERE id = ?',
      [idToBytes(orderId)],
    );
  }

  async history(
    orderId: string,
  ): Promise<{ from: string | null; to: string; actor: string; reason: string }[]> {
    return this.database.query(
      `SELECT from_status AS 'from', to_status AS 'to', actor, reason
       FROM order_history WHERE order_id = ? ORDER BY version`,
      [idToBytes(orderId)],
    );
  }

  async audited(orderId: string): Promise<string[]> {
    const rows = await this.database.query<{ action: string }>(
      "SELECT action FROM audit_log WHERE subject_type = 'order' AND subject_id = ? ORDER BY occurred_at, id",
      [orderId],
    );
    return rows.map(({ action }) => action);
  }

  events(type: string, orderId: string): Promise<Record<string, unknown>[]> {
    const payloads = this.told.filter((event) => event.type === type).map(({ payload }) => payload);
    const meant = payloads.filter((payload) => JSON.stringify(payload).includes(orderId));
    return Promise.resolve(meant as Record<string, unknown>[]);
  }

  /** The same order many times over, each with an id and a number of its own. */
  async copies(orderId: string, count: number, customerId: string): Promise<void> {
    const [row] = await this.database.query<Record<string, unknown>>('SELECT * FROM orders WHERE id = ?', [
      idToBytes(orderId),
    ]);
    for (let n = 0; n < count; n += 1) {
      const own = { id: idToBytes(newId()), number: newId().slice(-12), customer_id: idToBytes(customerId) };
      await this.database.query('INSERT INTO orders SET ?', [{ ...row, ...own }]);
    }
  }

  /** How many rows and index entries the server reads for the work, and how many it sorts. Both servers count alike. */
  async reads(work: () => Promise<unknown>): Promise<{ rows: number; sorted: number }> {
    const database = this.app.get(Database);
    const counters = async (): Promise<{ rows: number; sorted: number }> => {
      const list = await database.query<{ Variable_name: string; Value: string }>(
        "SHOW SESSION STATUS WHERE Variable_name LIKE 'Handler_read%' OR Variable_name = 'Sort_rows'",
      );
      const sum = (ours: (name: string) => boolean): number =>
        list
          .filter((each) => ours(each.Variable_name))
          .reduce((total, { Value }) => total + Number(Value), 0);
      return { rows: sum((name) => name !== 'Sort_rows'), sorted: sum((name) => name === 'Sort_rows') };
    };
    return this.unitOfWork.run(async () => {
      const first = await counters();
      const second = await counters();
      await work();
      const third = await counters();
      // Asking costs reads too: as many as between the first two.
      return {
        rows: third.rows - second.rows - (second.rows - first.rows),
        sorted: third.sorted - second.sorted - (second.sorted - first.sorted),
      };
    });
  }

  async cartStatus(orderId: string): Promise<string | undefined> {
    const [row] = await this.database.query<{ status: string }>(
      'SELECT c.status FROM carts c JOIN orders o ON o.cart_id = c.id WHERE o.id = ?',
      [idToBytes(orderId)],
    );
    return row?.status;
  }
}
