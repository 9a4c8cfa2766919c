import { Global, Module } from '@nestjs/common';
import { APP_FILTER, APP_PIPE } from '@nestjs/core';
import { IdempotencyInterceptor } from './idempotency.js';
import { IdempotencyKeys } from './idempotency-keys.js';
import { ProblemFilter } from './problem.filter.js';
import { validationPipe } from './validation.js';

/** What every HTTP door shares: problem answers, validation, idempotency keys. */
@Global()
@Module({
  providers: [
    IdempotencyKeys,
    IdempotencyInterceptor,
    { provide: APP_FILTER, useClass: ProblemFilter },
    { provide: APP_PIPE, useFactory: validationPipe },
  ],
  exports: [IdempotencyKeys, IdempotencyInterceptor],
})
export class HttpModule {}
