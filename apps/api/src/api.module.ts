import { Module, type DynamicModule } from '@nestjs/common';
import { CartHttpModule } from '#cart/http';
import { CatalogHttpModule } from '#catalog/http';
import { CustomersHttpModule } from '#customers/http';
import { ExchangeHttpModule } from '#exchange/http';
import { InventoryHttpModule } from '#inventory/http';
import { OrderingHttpModule } from '#ordering/http';
import { PaymentHttpModule } from '#payment/http';
import { AuditLogController } from '#platform/audit/audit-log.controller.js';
import { AuthModule } from '#platform/auth/auth.module.js';
import { CacheModule } from '#platform/cache/cache.module.js';
import { ChangeFollowingModule } from '#platform/changes/changes.module.js';
import type { Config } from '#platform/config/config.js';
import { HealthController } from '#platform/health/health.controller.js';
import { PlatformModule } from '#platform/platform.module.js';
import { QueueModule } from '#platform/queue/queue.module.js';
import { RateLimitModule } from '#platform/rate-limit/rate-limit.module.js';
import { ReadLaneModule } from '#platform/read-lane/read-lane.module.js';
import { PrivacyHttpModule } from '#privacy/http';
import { queueNames } from './queue-names.js';

/** The HTTP doors of all contexts. Queues are here for Bull Board to look at; nothing in this process adds a job. */
@Module({})
export class ApiModule {
  static forRoot(config: Config): DynamicModule {
    return {
      module: ApiModule,
      imports: [
        PlatformModule.forRoot(config),
        RateLimitModule,
        AuthModule,
        ChangeFollowingModule,
        CacheModule,
        ReadLaneModule,
        QueueModule.register(...queueNames),
        CatalogHttpModule,
        CartHttpModule,
        CustomersHttpModule,
        ExchangeHttpModule,
        InventoryHttpModule,
        OrderingHttpModule,
        PaymentHttpModule,
        PrivacyHttpModule,
      ],
      controllers: [HealthController, AuditLogController],
    };
  }
}
