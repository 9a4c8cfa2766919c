import type { AddressInfo } from 'node:net';
import fastifyCookie from '@fastify/cookie';
import { Module, VersioningType, type DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { CustomersHttpModule } from '#customers/http';
import { AuthModule } from '#platform/auth/auth.module.js';
import type { Config } from '#platform/config/config.js';
import { keepRequestScope } from '#platform/observability/keep-request-scope.js';
import { PlatformModule } from '#platform/platform.module.js';
import { RateLimitModule } from '#platform/rate-limit/rate-limit.module.js';
import { testConfig } from '../../support/config.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { HttpClient, type Answer, type Problem } from '../../support/http.js';

@Module({})
class AccountsModule {
  static of(config: Config): DynamicModule {
    return {
      module: AccountsModule,
      imports: [PlatformModule.forRoot(config), RateLimitModule, AuthModule, CustomersHttpModule],
    };
  }
}

export interface Tokens {
  accessToken: string;
  refreshToken: string;
  expiresIn: number;
  tokenType: string;
}

export const passphrase = 'tangled kites over harbour';

/** The customers context alone behind real HTTP, on a database of its own: it runs as a service by itself too. */
export class Accounts {
  private constructor(
    readonly apps: readonly NestFastifyApplication[],
    readonly database: TestDatabase,
    readonly config: Config,
    readonly urls: readonly string[],
  ) {}

  static async open(variables: Readonly<Record<string, string>> = {}, processes = 1): Promise<Accounts> {
    const database = await createTestDatabase();
    const config = testConfig({ DATABASE_URL: database.url, ...variables });
    const apps = await Promise.all(Array.from({ length: processes }, () => start(config)));
    const urls = apps.map((app) => `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}`);
    return new Accounts(apps, database, config, urls);
  }

  /** One more process, started later; whoever asks for it closes it. */
  static reopen({ config }: Accounts): Promise<NestFastifyApplication> {
    return start(config);
  }

  get app(): NestFastifyApplication {
    return this.apps[0]!;
  }

  get url(): string {
    return this.urls[0]!;
  }

  client(accessToken?: string, url = this.url): HttpClient {
    const client = new HttpClient(url);
    if (accessToken !== undefined) client.headers['authorization'] = `Bearer ${accessToken}`;
    return client;
  }

  send<Body = Problem>(method: string, path: string, body?: unknown): Promise<Answer<Body>> {
    return this.client().send<Body>(method, path, body);
  }

  form(
    path: string,
    fields: Record<string, string>,
    headers: Record<string, string> = {},
  ): Promise<Response> {
    return fetch(`${this.url}${path}`, {
      method: 'POST',
      redirect: 'manual',
      headers,
      body: new URLSearchParams(fields),
    });
  }

  register(email: string, fields: Record<string, unknown> = {}): Promise<Answer<Problem>> {
    return this.send('POST', '/v1/auth/registrations', {
      email,
      password: passphrase,
      name: 'Maria Merian',
      ...fields,
    });
  }

  signIn(email: string, password = passphrase): Promise<Answer<Tokens & Problem>> {
    return this.send('POST', '/v1/auth/sessions', { email, password });
  }

  refresh(refreshToken: string, url = this.url): Promise<Answer<Tokens & Problem>> {
    return this.client(undefined, url).send('POST', '/v1/auth/sessions/refresh', { refreshToken });
  }

  /** What was written to the outbox for this address, oldest first. */
  async events(email: string): Promise<{ type: string; token?: string; is_sensitive: number }[]> {
    const rows = await this.database.query<{ type: string; payload: string; is_sensitive: number }>(
      'SELECT type, payload, is_sensitive FROM outbox WHERE payload LIKE ? COLLATE utf8mb4_bin ORDER BY id',
      [`%"email":"${email}"%`],
    );
    return rows.map(({ type, payload, is_sensitive }) => {
      const { token } = JSON.parse(payload) as { token?: string };
      return token === undefined ? { type, is_sensitive } : { type, is_sensitive, token };
    });
  }

  async mailedToken(email: string): Promise<string> {
    const token = (await this.events(email)).findLast((event) => event.token !== undefined)?.token;
    if (token === undefined) throw new Error(`No link was mailed to ${email}.`);
    return token;
  }

  /** Registered, verified and signed in. */
  async member(email: string): Promise<Tokens> {
    await this.register(email);
    await this.send('POST', '/v1/auth/email-verifications', { token: await this.mailedToken(email) });
    return (await this.signIn(email)).body;
  }

  async close(): Promise<void> {
    await Promise.all(this.apps.map((app) => app.close()));
    await this.database.drop();
  }
}

async function start(config: Config): Promise<NestFastifyApplication> {
  const app = await NestFactory.create<NestFastifyApplication>(
    AccountsModule.of(config),
    new FastifyAdapter(),
    {
      logger: config.log.level === 'silent' ? false : ['error', 'warn'],
      abortOnError: false,
    },
  );
  app.enableVersioning({ type: VersioningType.URI, defaultVersion: '1' });
  await app.register(fastifyCookie);
  keepRequestScope(app.getHttpAdapter().getInstance());
  await app.listen(0, '127.0.0.1');
  return app;
}
