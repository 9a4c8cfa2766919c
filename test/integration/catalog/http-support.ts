import { Module, VersioningType } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { AuthModule } from '#platform/auth/auth.module.js';
import { CacheModule } from '#platform/cache/cache.module.js';
import { ChangeFollowingModule } from '#platform/changes/changes.module.js';
import { PlatformModule } from '#platform/platform.module.js';
import { CatalogHttpModule } from '../../../libs/catalog/src/http/catalog-http.module.js';
import { testConfig } from '../../support/config.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { HttpClient } from '../../support/http.js';

@Module({})
class TestModule {}

/** The catalogue's HTTP door alone, on a sample shop of its own. */
export interface ShopWindow {
  readonly shop: HttpClient;
  readonly database: TestDatabase;
  close(): Promise<void>;
}

export async function openShopWindow(): Promise<ShopWindow> {
  const database = await createTestDatabase({ sampleShop: true });
  const config = testConfig({ DATABASE_URL: database.url });
  const module = {
    module: TestModule,
    imports: [
      PlatformModule.forRoot(config),
      AuthModule,
      ChangeFollowingModule,
      CacheModule,
      CatalogHttpModule,
    ],
  };
  const app = await NestFactory.create<NestFastifyApplication>(module, new FastifyAdapter(), {
    logger: false,
    abortOnError: false,
  });
  app.enableVersioning({ type: VersioningType.URI, defaultVersion: '1' });
  await app.listen(0, '127.0.0.1');
  return {
    shop: new HttpClient(await app.getUrl()),
    database,
    close: async () => {
      await app.close();
      await database.drop();
    },
  };
}
