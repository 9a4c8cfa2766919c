import { Global, Module } from '@nestjs/common';
import { RateLimitStorageModule } from '../rate-limit/rate-limit.module.js';
import { ApiKeyDoor } from './api-keys.js';

/** Global, so that the context that knows the keys can say so. */
@Global()
@Module({ imports: [RateLimitStorageModule], providers: [ApiKeyDoor], exports: [ApiKeyDoor] })
export class ApiKeyModule {}
