import { withoutShop, withTools } from '#launcher/environment.mjs';

export interface Places {
  readonly dir: string;
  readonly apiPort: number;
  readonly workerPort: number;
  readonly standInPort: number;
  readonly mailboxHttpPort: number;
  readonly mailboxSmtpPort: number;
  readonly redisUrl: string;
  readonly adminUrl: string;
  /** An account for each program, so that the server can tell whose transaction it is. */
  readonly apiDatabaseUrl: string;
  readonly workerDatabaseUrl: string;
}

/** For Bull's keys in Redis. */
export const redisPrefix = 'chaos';

const webhookSecret = 'whsec_for_the_chaos_runs';

/** The shop's intervals, shortened in proportion: minutes become a second or two. */
const scaled = {
  HOLD_MINUTES: '1', // the smallest there is; `Haste` brings its end forward
  OUTBOX_LEASE_SECONDS: '2',
  OUTBOX_POLL_MS: '100',
  SCHEDULE_SCALE: '0.02',
  PAYMENT_RECONCILE_AFTER_SECONDS: '2',
  STRIPE_TIMEOUT_MS: '2000',
  SMTP_TIMEOUT_MS: '2000',
};

export interface Environments {
  readonly api: NodeJS.ProcessEnv;
  readonly worker: NodeJS.ProcessEnv;
  readonly cli: NodeJS.ProcessEnv;
  readonly standIn: NodeJS.ProcessEnv;
  readonly mailbox: NodeJS.ProcessEnv;
}

/** Nothing of the user's own shop comes through: neither from the environment nor from .env. */
export function environmentsFor(places: Places): Environments {
  const machine = withTools(withoutShop(process.env));
  const shop = { ...machine, ...shopSettings(places) };
  return {
    api: { ...shop, DATABASE_URL: places.apiDatabaseUrl },
    worker: { ...shop, DATABASE_URL: places.workerDatabaseUrl },
    cli: { ...shop, DATABASE_URL: places.adminUrl, DATABASE_ADMIN_URL: places.adminUrl },
    standIn: {
      ...machine,
      STAND_IN_PORT: String(places.standInPort),
      STAND_IN_STATE: `${places.dir}/stripe-stand-in.jsonl`,
      STAND_IN_WEBHOOK_URL: `${at(places.apiPort)}/v1/webhooks/stripe`,
      STAND_IN_WEBHOOK_SECRET: webhookSecret,
      STAND_IN_RETRY_MS: '200',
      STAND_IN_SETTLE_MS: '800',
    },
    mailbox: {
      ...machine,
      MAILBOX_HTTP_PORT: String(places.mailboxHttpPort),
      MAILBOX_SMTP_PORT: String(places.mailboxSmtpPort),
    },
  };
}

function shopSettings(places: Places): NodeJS.ProcessEnv {
  return {
    ...scaled,
    APP_ENV: 'test',
    PORT: String(places.apiPort),
    WORKER_PORT: String(places.workerPort),
    PUBLIC_URL: at(places.apiPort),
    REDIS_URL: places.redisUrl,
    REDIS_PREFIX: redisPrefix,
    SMTP_URL: `smtp://127.0.0.1:${String(places.mailboxSmtpPort)}`,
    STRIPE_API_BASE: at(places.standInPort),
    STRIPE_SECRET_KEY: 'sk_test_for_the_chaos_runs',
    STRIPE_WEBHOOK_SECRET: webhookSecret,
    ENCRYPTION_SECRET: 'jwt-secret-of-the-chaos-runs-0123456789abcdef',
    SIGNING_SECRET: 'signing-secret-of-the-chaos-runs-0123456789abcdef',
    ACCOUNT_VERIFICATION: 'optional',
    RATE_LIMIT_PER_MINUTE: '1000000',
    LOG_LEVEL: 'warn',
  };
}

export function at(port: number): string {
  return `http://127.0.0.1:${String(port)}`;
}
