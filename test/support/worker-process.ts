import { spawn, type ChildProcess } from 'node:child_process';
import { resolve } from 'node:path';
import type { Shop } from './shop.js';

const worker = resolve(import.meta.dirname, '../../dist/apps/worker/src/main.js');

/** The built worker as a process of its own on the shop's services, to be killed. */
export function startWorker({ config, mailbox, stripe }: Shop): ChildProcess {
  return spawn(process.execPath, [worker], {
    stdio: 'ignore',
    env: {
      PATH: process.env['PATH'],
      APP_ENV: 'test',
      PORT: '0',
      WORKER_PORT: '0',
      DATABASE_URL: config.database.url,
      REDIS_URL: config.redis.url,
      REDIS_PREFIX: config.redis.prefix,
      SMTP_URL: mailbox.smtpUrl,
      STRIPE_SECRET_KEY: config.stripe.secretKey,
      STRIPE_WEBHOOK_SECRET: config.stripe.webhookSecrets[0],
      STRIPE_API_BASE: stripe.url,
      ENCRYPTION_SECRET: config.auth.encryptionSecrets.join(),
      SIGNING_SECRET: config.auth.signingSecret,
      OUTBOX_POLL_MS: '50',
      OUTBOX_LEASE_SECONDS: '2',
      SCHEDULES: 'false',
      LOG_LEVEL: 'silent',
    },
  });
}
