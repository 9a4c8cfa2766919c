import { createServer, type AddressInfo } from 'node:net';
import type { Writable } from 'node:stream';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createApi } from '../../apps/api/src/create-api.js';
import { createWorker } from '../../apps/worker/src/create-worker.js';
import type { Config } from '#platform/config/config.js';
import { bytesToId } from '#platform/database/id-column.js';
import { createPino, StructuredLogger } from '#platform/observability/logger.js';
import { startMailbox, type Mailbox } from '../../tools/mailbox/start-mailbox.js';
import { startStandIn, type StandIn } from '../../tools/stripe-stand-in/stand-in.js';
import { testConfig } from './config.js';
import { createTestDatabase, type TestDatabase } from './database.js';
import { Shopper } from './shopper.js';

export interface ShopOptions {
  apis?: number;
  workers?: number;
  variables?: Readonly<Record<string, string>>;
  /** Breaks something in the APIs before they listen, for tests of what must notice. */
  plant?: (api: NestFastifyApplication) => void;
  /** Gets every line of the log instead of the standard output. */
  log?: Writable;
  /** Makes the database account that the programs run under. @returns their DATABASE_URL */
  account?: (database: TestDatabase) => Promise<string>;
}

/** A whole shop in this process: APIs and workers on a database of its own, behind real HTTP, SMTP and Stripe's SDK. */
export class Shop {
  private handedOut = 0;

  private constructor(
    readonly apis: readonly NestFastifyApplication[],
    readonly workers: readonly NestFastifyApplication[],
    readonly urls: readonly string[],
    readonly database: TestDatabase,
    readonly stripe: StandIn,
    readonly mailbox: Mailbox,
    readonly config: Config,
  ) {}

  static async open({
    apis = 1,
    workers = 1,
    variables = {},
    plant,
    log,
    account,
  }: ShopOptions = {}): Promise<Shop> {
    const database = await createTestDatabase({ sampleShop: true });
    const mailbox = await startMailbox();
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const secret = 'whsec_for_the_stories';
    const stripe = await startStandIn({
      webhook: { url: `${url}/v1/webhooks/stripe`, secret },
      retryMs: 100,
      settleMs: 300,
    });
    const config = testConfig({
      DATABASE_URL: (await account?.(database)) ?? database.url,
      SMTP_URL: mailbox.smtpUrl,
      STRIPE_API_BASE: stripe.url,
      STRIPE_WEBHOOK_SECRET: secret,
      PUBLIC_URL: url,
      OUTBOX_LEASE_SECONDS: '2',
      ...variables,
    });
    const logger = new StructuredLogger(createPino(config, 'test', config.log.level, log));
    const workerApps = await Promise.all(Array.from({ length: workers }, () => createWorker(config, logger)));
    await Promise.all(workerApps.map((worker) => worker.listen(0, '127.0.0.1')));
    const apiApps = await Promise.all(Array.from({ length: apis }, () => createApi(config, logger)));
    for (const api of apiApps) plant?.(api);
    await Promise.all(apiApps.map((api, index) => api.listen(index === 0 ? port : 0, '127.0.0.1')));
    const urls = apiApps.map(
      (api) => `http://127.0.0.1:${(api.getHttpServer().address() as AddressInfo).port}`,
    );
    return new Shop(apiApps, workerApps, urls, database, stripe, mailbox, config);
  }

  get url(): string {
    return this.urls[0]!;
  }

  /** Somebody new at the shop's door; each has a mail address of their own. */
  shopper(name: string, { api = 0 } = {}): Shopper {
    return new Shopper(name, this.urls[api] ?? this.url, { stripe: this.stripe, mailbox: this.mailbox });
  }

  /** Variants that are on the shelf in number, a different set for each caller so that stories do not meet. */
  async thingsInStock(count: number): Promise<{ sku: string; variantId: string }[]> {
    const rows = await this.database.query<{ sku: string; id: Buffer }>(
      `SELECT v.sku, v.id
       FROM variants v JOIN stock s ON s.variant_id = v.id JOIN products p ON p.id = v.product_id
       WHERE s.available >= 10 AND p.status = 'published'
       ORDER BY v.id LIMIT ? OFFSET ?`,
      [count, this.handedOut],
    );
    this.handedOut += count;
    if (rows.length < count) throw new Error('The sample shop has run out of things for stories.');
    return rows.map(({ sku, id }) => ({ sku, variantId: bytesToId(id) }));
  }

  /** How many of a SKU can be bought now. */
  async available(sku: string): Promise<number> {
    const [row] = await this.database.query<{ available: number }>(
      'SELECT s.available FROM stock s JOIN variants v ON v.id = s.variant_id WHERE v.sku = ?',
      [sku],
    );
    if (row === undefined) throw new Error(`There is no SKU ${sku} in the sample shop.`);
    return row.available;
  }

  /** Leaves exactly this many of a SKU on the shelf, as a delivery or a theft would. */
  async stocks(sku: string, quantity: number): Promise<void> {
    await this.database.query(
      `UPDATE stock s JOIN variants v ON v.id = s.variant_id SET s.available = ?, s.version = s.version + 1 WHERE v.sku = ?`,
      [quantity, sku],
    );
  }

  async close(): Promise<void> {
    await Promise.all([...this.apis, ...this.workers].map((app) => app.close()));
    await Promise.all([this.stripe.close(), this.mailbox.close()]);
    await this.database.drop();
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
