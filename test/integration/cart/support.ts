import type { AddressInfo } from 'node:net';
import { Module, VersioningType, type DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { CartFacade } from '#cart';
import { CartHttpModule } from '#cart/http';
import { InventoryFacade, InventoryModule } from '#inventory';
import { AuthModule } from '#platform/auth/auth.module.js';
import type { Config } from '#platform/config/config.js';
import { bytesToId, idToBytes } from '#platform/database/id-column.js';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import { PlatformModule } from '#platform/platform.module.js';
import { newId } from '#shared-kernel';
import { testConfig } from '../../support/config.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { HttpClient, type Answer, type Problem } from '../../support/http.js';
import { bearer } from '../../support/tokens.js';

export interface Cart {
  id: string;
  token?: string;
  status: string;
  lines: Line[];
  savedForLater: Line[];
  totals: Record<
    'subtotal' | 'discount' | 'shipping' | 'tax' | 'total',
    { amount: number; currency: string }
  >;
}

export interface Line {
  variantId: string;
  productName: string;
  sku: string | null;
  quantity: number;
  unitPrice: { amount: number; currency: string };
  lineTotal: { amount: number; currency: string };
  notes: { code: string; previousUnitPrice?: { amount: number }; available?: number }[];
}

@Module({})
class CartApi {
  static of(config: Config): DynamicModule {
    return {
      module: CartApi,
      imports: [PlatformModule.forRoot(config), AuthModule, InventoryModule, CartHttpModule],
    };
  }
}

/** Somebody at the cart's door: a guest until they sign in. */
export class Visitor {
  readonly id: string = newId();

  constructor(
    private readonly client: HttpClient,
    private readonly app: NestFastifyApplication,
  ) {}

  signsIn(scope = 'cart:use profile:read'): this {
    Object.assign(this.client.headers, bearer(this.app, { sub: this.id, role: 'customer', scope }));
    return this;
  }

  holdsToken(token: string | undefined): this {
    this.client.headers['cart-token'] = token ?? '';
    return this;
  }

  /** A success, as a cart. A guest remembers the token. */
  async asks(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Cart> {
    const cart = await this.client.ask<Cart>(method, `/v1${path}`, body, headers);
    if (cart.token !== undefined) this.holdsToken(cart.token);
    return cart;
  }

  puts(variantId: string, quantity = 1, headers?: Record<string, string>): Promise<Cart> {
    return this.asks('POST', '/cart/items', { variantId, quantity }, headers);
  }

  sees(): Promise<Cart> {
    return this.asks('GET', '/cart');
  }

  /** Whatever comes back. */
  sends(method: string, path: string, body?: unknown): Promise<Answer<Problem & Cart>> {
    return this.client.send(method, `/v1${path}`, body);
  }
}

/** The cart's HTTP door on the sample shop, with a database of its own. */
export class CartTest {
  private constructor(
    readonly app: NestFastifyApplication,
    readonly database: TestDatabase,
    readonly config: Config,
    readonly variants: readonly { id: string; sku: string; price: number }[],
  ) {}

  readonly carts = this.app.get(CartFacade, { strict: false });
  readonly inventory = this.app.get(InventoryFacade, { strict: false });
  readonly unitOfWork = this.app.get(UnitOfWork);

  static async start(variables: Readonly<Record<string, string>> = {}): Promise<CartTest> {
    const database = await createTestDatabase({ sampleShop: true });
    const config = testConfig({ DATABASE_URL: database.url, ...variables });
    const app = await NestFactory.create<NestFastifyApplication>(CartApi.of(config), new FastifyAdapter(), {
      logger: false,
      abortOnError: false,
    });
    app.enableVersioning({ type: VersioningType.URI, defaultVersion: '1' });
    await app.listen(0, '127.0.0.1');
    const rows = await database.query<{ id: Buffer; sku: string; price: number }>(
      `SELECT v.id, v.sku, CAST(COALESCE(v.sale_price_amount, v.price_amount) AS SIGNED) AS price
       FROM variants v
       JOIN stock s ON s.variant_id = v.id
       JOIN products p ON p.id = v.product_id
       WHERE p.status = 'published' AND s.available >= 20
       ORDER BY v.sku`,
    );
    return new CartTest(
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

  visitor(): Visitor {
    const { port } = this.app.getHttpServer().address() as AddressInfo;
    return new Visitor(new HttpClient(`http://127.0.0.1:${String(port)}`), this.app);
  }

  /** A variant of the sample shop that nothing else in the test uses; at least 20 pieces are there. */
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

  async isNoLongerSold(variantId: string): Promise<void> {
    await this.database.query(
      "UPDATE products p JOIN variants v ON v.product_id = p.id SET p.status = 'draft' WHERE v.id = ?",
      [idToBytes(variantId)],
    );
  }

  async cartRow(
    id: string,
  ): Promise<{ status: string; customer_id: Buffer | null; lines: number } | undefined> {
    const rows = await this.database.query<{ status: string; customer_id: Buffer | null; lines: number }>(
      `SELECT status, customer_id, (SELECT COUNT(*) FROM cart_line_items l WHERE l.cart_id = c.id) AS \`lines\`
       FROM carts c
       WHERE id = ?`,
      [idToBytes(id)],
    );
    return rows[0];
  }
}
