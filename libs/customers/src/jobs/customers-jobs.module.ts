import { Module } from '@nestjs/common';
import { CustomersModule } from '../customers.module.js';

/** Nothing comes through a queue; the worker's schedules use `DeleteExpiredCredentials`. */
@Module({ imports: [CustomersModule], exports: [CustomersModule] })
export class CustomersJobsModule {}
