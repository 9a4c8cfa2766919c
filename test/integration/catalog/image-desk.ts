import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { CreateDemoAccounts } from '#customers';
import { bytesToId, textToIdBytes } from '#platform/database/id-column.js';
import { createPino, StructuredLogger } from '#platform/observability/logger.js';
import { createApi } from '../../../apps/api/src/create-api.js';
import type { AdminImageView } from '../../../libs/catalog/src/queries/image.views.js';
import { testConfig } from '../../support/config.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { HttpClient, type Answer } from '../../support/http.js';
import { twoHalves } from '../../support/pictures.js';

let seed = 0;

/** Another one each time, red on the left and blue on the right. */
export function aPicture(width = 1_000, height = 500): Promise<Buffer> {
  seed += 1;
  const corner = {
    width: 1,
    height: 1,
    channels: 3,
    background: { r: seed % 256, g: seed >> 8, b: 0 },
  } as const;
  return twoHalves(width, height, corner).png().toBuffer();
}

const password = 'a demo passphrase of length';

export interface ImageList {
  items: AdminImageView[];
}

/** An API on the sample shop with somebody of the staff and a customer at its door, and a folder for pictures. */
export class ImageDesk {
  private handedOut = 0;

  private constructor(
    readonly app: NestFastifyApplication,
    readonly database: TestDatabase,
    readonly url: string,
    readonly folder: string,
    readonly staff: HttpClient,
    readonly customer: HttpClient,
  ) {}

  static async open(variables: Readonly<Record<string, string>> = {}): Promise<ImageDesk> {
    const database = await createTestDatabase({ sampleShop: true });
    const folder = await mkdtemp(join(tmpdir(), 'tradepost-images-'));
    const config = testConfig({
      DATABASE_URL: database.url,
      STORAGE_PATH: join(folder, 'files'),
      ...variables,
    });
    const app = await createApi(config, new StructuredLogger(createPino(config, 'test')));
    await app.listen(0, '127.0.0.1');
    const url = (await app.getUrl()).replace('localhost', '127.0.0.1');
    await app.get(CreateDemoAccounts, { strict: false }).execute({ password });
    const [staff, customer] = await Promise.all([signedIn(url, 'grace'), signedIn(url, 'ada')]);
    return new ImageDesk(app, database, url, folder, staff, customer);
  }

  /** A product of the sample shop, another one each time. */
  async product(): Promise<string> {
    const [row] = await this.database.query<{ id: Buffer }>(
      "SELECT id FROM products WHERE status = 'published' ORDER BY slug LIMIT 1 OFFSET ?",
      [this.handedOut++],
    );
    return bytesToId(row!.id);
  }

  upload<Body = AdminImageView>(
    productId: string,
    bytes: Uint8Array | ReadableStream<Uint8Array>,
    { type = 'image/png', query = '', headers = this.staff.headers } = {},
  ): Promise<Answer<Body>> {
    const path = `/v1/admin/products/${productId}/images${query}`;
    return this.send(path, bytes, { 'content-type': type, ...headers });
  }

  async send<Body>(
    path: string,
    body: Uint8Array | ReadableStream<Uint8Array>,
    headers: Record<string, string>,
  ): Promise<Answer<Body>> {
    const response = await fetch(`${this.url}${path}`, { method: 'POST', body, headers, duplex: 'half' });
    return { status: response.status, headers: response.headers, body: (await response.json()) as Body };
  }

  async images(productId: string): Promise<AdminImageView[]> {
    return (await this.staff.get<ImageList>(`/v1/admin/products/${productId}/images`)).items;
  }

  /** A picture at an address of the shop. */
  picture(url: string): Promise<Response> {
    return fetch(`${this.url}${url}`, { redirect: 'manual' });
  }

  /** As if so many days had gone by for the pictures that nobody shows. */
  async daysGoBy(days: number): Promise<void> {
    await this.database.query('UPDATE images SET unused_since = unused_since - INTERVAL ? DAY', [days]);
  }

  rows<Row extends object>(sql: string, productId: string): Promise<Row[]> {
    return this.database.query<Row>(sql, [textToIdBytes(productId)]);
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.database.drop();
    await rm(this.folder, { recursive: true, force: true });
  }
}

async function signedIn(url: string, name: string): Promise<HttpClient> {
  const client = new HttpClient(url);
  const { accessToken } = await client.post<{ accessToken: string }>('/v1/auth/sessions', {
    email: `${name}@example.test`,
    password,
  });
  client.headers['authorization'] = `Bearer ${accessToken}`;
  return client;
}
