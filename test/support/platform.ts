import { Module, type DynamicModule, type ModuleMetadata } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { INestApplicationContext } from '@nestjs/common';
import type { Config } from '#platform/config/config.js';
import { PlatformModule } from '#platform/platform.module.js';
import { testConfig } from './config.js';
import { createTestDatabase, type TestDatabase } from './database.js';

@Module({})
class TestModule {
  static of(config: Config, metadata: ModuleMetadata): DynamicModule {
    return {
      module: TestModule,
      ...metadata,
      imports: [PlatformModule.forRoot(config), ...(metadata.imports ?? [])],
    };
  }
}

export interface TestContext {
  readonly app: INestApplicationContext;
  readonly database: TestDatabase;
  readonly config: Config;
  close(): Promise<void>;
}

/** The platform and the given modules on a database of their own, without an HTTP door; for integration tests of one context. */
export async function startContext(
  metadata: ModuleMetadata,
  variables: Readonly<Record<string, string>> = {},
  options: { sampleShop?: boolean } = {},
): Promise<TestContext> {
  const database = await createTestDatabase(options);
  const config = testConfig({ DATABASE_URL: database.url, ...variables });
  const app = await NestFactory.createApplicationContext(TestModule.of(config, metadata), {
    logger: config.log.level === 'silent' ? false : ['error', 'warn'],
    abortOnError: false,
  });
  return {
    app,
    database,
    config,
    close: async () => {
      await app.close();
      await database.drop();
    },
  };
}
