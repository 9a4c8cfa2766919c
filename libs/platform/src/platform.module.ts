import { Module, type DynamicModule } from '@nestjs/common';
import { Clock, SystemClock } from '#shared-kernel';
import { AuditModule } from './audit/audit.module.js';
import { TokensModule } from './auth/tokens.module.js';
import { ChangesModule } from './changes/changes.module.js';
import type { Config } from './config/config.js';
import { ConfigModule } from './config/config.module.js';
import { DatabaseModule } from './database/database.module.js';
import { HealthModule } from './health/health.module.js';
import { HttpModule } from './http/http.module.js';
import { ObservabilityModule } from './observability/observability.module.js';
import { OutboxModule } from './outbox/outbox.module.js';
import { QueueModule } from './queue/queue.module.js';
import { RedisModule } from './redis/redis.module.js';
import { SecurityModule } from './security/security.module.js';

/** What every process of the shop stands on: API, worker and command line alike. */
@Module({})
export class PlatformModule {
  static forRoot(config: Config): DynamicModule {
    return {
      module: PlatformModule,
      global: true,
      imports: [
        ConfigModule.forRoot(config),
        DatabaseModule.forRoot(),
        RedisModule,
        QueueModule.forRoot(),
        OutboxModule,
        ChangesModule,
        SecurityModule,
        AuditModule,
        TokensModule,
        ObservabilityModule,
        HealthModule,
        HttpModule,
      ],
      providers: [{ provide: Clock, useClass: SystemClock }],
      exports: [Clock],
    };
  }
}
