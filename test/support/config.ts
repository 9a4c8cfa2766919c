import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Config } from '#platform/config/config.js';
import { testRedisUrl } from './database.js';

/** A complete configuration for tests: own Redis prefix, short intervals, nothing from the environment. */
export function testConfig(variables: Readonly<Record<string, string>>): Config {
  return Config.from({
    APP_ENV: 'test',
    PORT: '0',
    WORKER_PORT: '0',
    REDIS_URL: testRedisUrl(),
    REDIS_PREFIX: `tradepost_test_${randomBytes(6).toString('hex')}`,
    SMTP_URL: 'smtp://127.0.0.1:1',
    STRIPE_SECRET_KEY: 'sk_test_for_the_tests',
    STRIPE_WEBHOOK_SECRET: 'whsec_for_the_tests',
    STRIPE_API_BASE: 'http://127.0.0.1:1',
    ENCRYPTION_SECRET: 'jwt-secret-of-the-tests-0123456789abcdef',
    SIGNING_SECRET: 'signing-secret-of-the-tests-0123456789abcdef',
    // Made when the first file is stored; the specs that store some name a folder that they remove.
    STORAGE_PATH: join(tmpdir(), 'tradepost-test-storage'),
    LOG_LEVEL: process.env['TEST_LOG_LEVEL'] ?? 'silent',
    OUTBOX_POLL_MS: '50',
    SCHEDULES: 'false',
    RATE_LIMIT_PER_MINUTE: '100000',
    ...variables,
  });
}
