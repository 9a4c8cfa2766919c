import { Module, type DynamicModule } from '@nestjs/common';
import { ScheduleModule } from '@nestjs/schedule';
import { CartJobsModule } from '#cart/jobs';
import { CatalogJobsModule } from '#catalog/jobs';
import { CustomersJobsModule } from '#customers/jobs';
import { ExchangeJobsModule } from '#exchange/jobs';
import { NotificationsJobsModule } from '#notifications/jobs';
import { OrderingJobsModule } from '#ordering/jobs';
import { PaymentJobsModule } from '#payment/jobs';
import type { Config } from '#platform/config/config.js';
import { HealthController } from '#platform/health/health.controller.js';
import { QueueMetrics } from '#platform/observability/queue-metrics.js';
import { OutboxRelayModule } from '#platform/outbox/outbox.module.js';
import { PlatformModule } from '#platform/platform.module.js';
import { ScheduleRuns } from '#platform/schedule/schedule-runs.js';
import { Schedules } from './schedules.js';

/** The job doors of all contexts, the relay that feeds them, and everything that recurs. */
@Module({})
export class WorkerModule {
  static forRoot(config: Config): DynamicModule {
    return {
      module: WorkerModule,
      imports: [
        PlatformModule.forRoot(config),
        ScheduleModule.forRoot(),
        CatalogJobsModule,
        CartJobsModule,
        CustomersJobsModule,
        ExchangeJobsModule,
        OrderingJobsModule,
        PaymentJobsModule,
        NotificationsJobsModule,
        OutboxRelayModule,
      ],
      controllers: [HealthController],
      providers: [Schedules, ScheduleRuns, QueueMetrics],
    };
  }
}
