import type { AddressInfo } from 'node:net';
import { Module, VersioningType, type DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { InventoryFacade, StockReconciliation } from '#inventory';
import { InventoryHttpModule } from '#inventory/http';
import { AuthModule } from '#platform/auth/auth.module.js';
import type { Config } from '#platform/config/config.js';
import { bytesToId } from '#platform/database/id-column.js';
import { PlatformModule } from '#platform/platform.module.js';
import { newId } from '#shared-kernel';
import { testConfig } from '../../support/config.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { HttpClient } from '../../support/http.js';
import { bearer } from '../../support/tokens.js';

@Module({})
class StockRoomModule {
  static of(config: Config): DynamicModule {
    return {
      module: StockRoomModule,
      imports: [PlatformModule.forRoot(config), AuthModule, InventoryHttpModule],
    };
  }
}

export interface Stock {
  variantId: string;
  sku: string | null;
  productName: string | null;
  available: number;
  reserved: number;
  version: number;
}

export interface Stocks {
  items: Stock[];
  total: number;
  totalRelation: string;
}

export interface Movements {
  items: {
    id: string;
    kind: string;
    quantity: number;
    orderId: string | null;
    reason: string | null;
    actor: string | null;
  }[];
  nextCursor?: string;
}

/** The staff's side of the stock behind real HTTP, on the sample shop in a database of its own. */
export class StockRoom {
  private handedOut = 0;

  private constructor(
    readonly app: NestFastifyApplication,
    readonly database: TestDatabase,
    private readonly config: Config,
    private readonly variants: readonly { id: string; sku: string }[],
  ) {}

  readonly inventory = this.app.get(InventoryFacade, { strict: false });
  readonly reconciliation = this.app.get(StockReconciliation, { strict: false });

  static async open(): Promise<StockRoom> {
    const database = await createTestDatabase({ sampleShop: true });
    const config = testConfig({ DATABASE_URL: database.url });
    const app = await NestFactory.create<NestFastifyApplication>(
      StockRoomModule.of(config),
      new FastifyAdapter(),
      { logger: config.log.level === 'silent' ? false : ['error', 'warn'], abortOnError: false },
    );
    app.enableVersioning({ type: VersioningType.URI, defaultVersion: '1' });
    await app.listen(0, '127.0.0.1');
    const variants = await database.query<{ id: Buffer; sku: string }>(
      'SELECT v.id, v.sku FROM variants v JOIN stock s ON s.variant_id = v.id WHERE s.available > 5 ORDER BY v.sku',
    );
    return new StockRoom(
      app,
      database,
      config,
      variants.map(({ id, sku }) => ({ id: bytesToId(id), sku })),
    );
  }

  /** Another article of the sample shop, with so many pieces. */
  async article(pieces: number): Promise<{ id: string; sku: string }> {
    const variant = this.variants[this.handedOut++]!;
    await this.inventory.setStock(variant.id, pieces, 'test');
    return variant;
  }

  /** Whoever comes with these permissions; without any, nobody in particular. */
  caller(scope?: string, id: string = newId()): HttpClient {
    const { port } = this.app.getHttpServer().address() as AddressInfo;
    const client = new HttpClient(`http://127.0.0.1:${port}`);
    if (scope === undefined) return client;
    Object.assign(
      client.headers,
      bearer(this.app, { sub: id, role: 'staff', scope, email: 'ida@shop.test' }),
    );
    return client;
  }

  /** What the ledger of a variant adds up to. */
  async ledgerSum(variantId: string): Promise<number> {
    const [row] = await this.database.query<{ sum: string }>(
      "SELECT SUM(quantity) AS sum FROM stock_movements WHERE variant_id = UNHEX(REPLACE(?, '-', '')) AND kind <> 'sold'",
      [variantId],
    );
    return Number(row?.sum);
  }

  async audit(variantId: string): Promise<{ actor: string; before: unknown; after: unknown }[]> {
    const rows = await this.database.query<{ actor: string; before_state: string; after_state: string }>(
      'SELECT actor, before_state, after_state FROM audit_log WHERE subject_id = ? ORDER BY id',
      [variantId],
    );
    return rows.map(({ actor, before_state, after_state }) => ({
      actor,
      before: JSON.parse(before_state) as unknown,
      after: JSON.parse(after_state) as unknown,
    }));
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.database.drop();
  }
}
