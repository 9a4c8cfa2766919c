import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Config } from '#platform/config/config.js';
import { createPino, StructuredLogger } from '#platform/observability/logger.js';
import { createApi } from '../../../apps/api/src/create-api.js';
import { testConfig } from '../../support/config.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';

export interface Reply {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: Record<string, unknown>;
}

export const passphrase = 'tangled kites over harbour';
let addresses = 0;

/** An address that nobody has asked from yet. */
export function newAddress(): string {
  addresses += 1;
  return `198.18.${String(Math.floor(addresses / 250))}.${String((addresses % 250) + 1)}`;
}

/** Whole APIs behind one proxy that they trust, on a database of their own. */
export class Doors {
  private constructor(
    readonly apis: readonly NestFastifyApplication[],
    readonly database: TestDatabase,
    readonly config: Config,
  ) {}

  static async open(variables: Readonly<Record<string, string>> = {}, count = 1): Promise<Doors> {
    const database = await createTestDatabase();
    const config = testConfig({ DATABASE_URL: database.url, TRUSTED_PROXIES: '1', ...variables });
    const logger = new StructuredLogger(createPino(config, 'test'));
    const apis = await Promise.all(Array.from({ length: count }, () => createApi(config, logger)));
    await Promise.all(apis.map((api) => api.listen(0, '127.0.0.1')));
    return new Doors(apis, database, config);
  }

  send(
    method: string,
    path: string,
    {
      body,
      headers = {},
      address,
      api = 0,
    }: { body?: unknown; headers?: Record<string, string>; address?: string; api?: number } = {},
  ): Promise<Reply> {
    const { port } = this.apis[api]!.getHttpServer().address() as AddressInfo;
    const text = body === undefined ? undefined : JSON.stringify(body);
    const all = {
      ...(text === undefined ? {} : { 'content-type': 'application/json' }),
      ...(address === undefined ? {} : { 'x-forwarded-for': address }),
      ...headers,
    };
    return new Promise((resolve, reject) => {
      const sent = request(
        { host: '127.0.0.1', port, method, path, headers: all, agent: false },
        (response) => {
          let answer = '';
          response.setEncoding('utf8');
          response.on('data', (chunk: string) => (answer += chunk));
          response.on('end', () => {
            const isJson = String(response.headers['content-type']).includes('json');
            const parsed = (isJson ? JSON.parse(answer) : {}) as Record<string, unknown>;
            resolve({ status: response.statusCode!, headers: response.headers, body: parsed });
          });
        },
      );
      sent.on('error', reject);
      sent.end(text);
    });
  }

  signIn(
    email: string,
    password: string,
    from: { address?: string; headers?: Record<string, string>; api?: number } = {},
  ): Promise<Reply> {
    return this.send('POST', '/v1/auth/sessions', { ...from, body: { email, password } });
  }

  /** Somebody who has registered and verified, and has not signed in yet. */
  async member(email: string): Promise<void> {
    const body = { email, password: passphrase, name: 'Maria Merian' };
    const address = newAddress();
    await this.send('POST', '/v1/auth/registrations', { body, address });
    const [event] = await this.database.query<{ payload: string }>(
      "SELECT payload FROM outbox WHERE type = 'customers.verification-requested' AND payload LIKE ? ORDER BY id DESC",
      [`%"email":"${email}"%`],
    );
    const { token } = JSON.parse(event!.payload) as { token: string };
    await this.send('POST', '/v1/auth/email-verifications', { body: { token }, address });
  }

  /** What stands in the audit log about sign-ins, oldest first. */
  async trail(
    action: string,
  ): Promise<{ subject_id: string; address: string | null; times: number; after_state: string | null }[]> {
    return this.database.query(
      'SELECT subject_id, address, times, after_state FROM audit_log WHERE action = ? ORDER BY id',
      [action],
    );
  }

  async close(): Promise<void> {
    await Promise.all(this.apis.map((api) => api.close()));
    await this.database.drop();
  }
}
