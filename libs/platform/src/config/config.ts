import {
  readAuth,
  readGoogle,
  readPrivacy,
  type AuthSettings,
  type GoogleSettings,
  type PrivacySettings,
} from './account-settings.js';
import { EnvironmentReader } from './environment-reader.js';

export type AppEnv = 'development' | 'test' | 'demo' | 'production';

export interface DatabaseSettings {
  readonly url: string;
  /** For migrations: may change the schema, which the shop's own account must not. */
  readonly adminUrl: string;
  readonly poolSize: number;
  readonly queueLimit: number;
  readonly acquireTimeoutMs: number;
  readonly queryTimeoutMs: number;
}

export interface S3Settings {
  readonly kind: 's3';
  /** Without a slash at the end. */
  readonly endpoint: string;
  readonly bucket: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly timeoutMs: number;
}

/** Where uploaded files are kept. */
export type StorageSettings = S3Settings | { readonly kind: 'disk'; readonly path: string };

/**
 * Everything that can be configured, read once at boot from environment variables (`.env.example` explains each).
 * Injected as a whole; a context takes what it needs from its own section.
 */
export class Config {
  readonly appEnv: AppEnv;
  readonly http: {
    readonly host: string;
    readonly port: number;
    readonly publicUrl: string;
    readonly corsOrigins: readonly string[];
    /** Number of proxies in front whose X-Forwarded-For entries are believed. */
    readonly trustedProxies: number;
    readonly rateLimitPerMinute: number;
    readonly bodyLimitBytes: number;
  };
  readonly worker: { readonly port: number; readonly concurrency: number };
  readonly database: DatabaseSettings;
  readonly redis: { readonly url: string; readonly prefix: string };
  readonly outbox: { readonly pollMs: number; readonly leaseSeconds: number };
  readonly changes: { readonly pollMs: number };
  readonly cache: {
    readonly isOn: boolean;
    /** Of answers, in the process. */
    readonly memoryBytes: number;
  };
  readonly auth: AuthSettings;
  readonly google: GoogleSettings | undefined;
  readonly privacy: PrivacySettings;
  readonly accounts: { readonly verification: 'required' | 'optional' };
  readonly mail: { readonly smtpUrl: string; readonly from: string; readonly timeoutMs: number };
  readonly stripe: {
    readonly secretKey: string;
    readonly webhookSecrets: readonly string[];
    /** Where the SDK finds Stripe; undefined for the real one. Refused in production. */
    readonly apiBase: string | undefined;
    readonly timeoutMs: number;
  };
  readonly shop: {
    readonly name: string;
    readonly currency: string;
    readonly checkout: 'guests' | 'customers';
  };
  /** What answers searches, filters and facets. */
  readonly search: { readonly engine: 'builtin' };
  readonly ordering: { readonly holdMinutes: number };
  readonly payment: { readonly reconcileAfterSeconds: number };
  readonly carts: { readonly lifetimeDays: number; readonly cleanUpBatch: number };
  readonly reviews: { readonly policy: 'moderated' | 'immediate' };
  readonly imports: { readonly maxBytes: number };
  readonly schedules: { readonly enabled: boolean; readonly scale: number };
  readonly storage: StorageSettings;
  readonly images: {
    /** Of one upload. */
    readonly maxBytes: number;
    readonly maxPixels: number;
    /** Where browsers find uploaded pictures if not here, such as a CDN before the bucket; without a slash at the end. */
    readonly baseUrl: string | undefined;
  };
  readonly log: { readonly level: string; readonly pretty: boolean };
  readonly operators: { readonly metricsToken: string | undefined };

  private constructor(env: EnvironmentReader) {
    this.appEnv = readAppEnv(env);
    const production = this.appEnv === 'production';
    const port = env.port('PORT', 3000);
    this.http = {
      host: env.text('HOST', '127.0.0.1'),
      port,
      publicUrl: env
        .url('PUBLIC_URL', production ? undefined : `http://localhost:${String(port)}`)
        .replace(/\/$/, ''),
      corsOrigins: env.list('CORS_ORIGINS'),
      trustedProxies: env.integer('TRUSTED_PROXIES', 0, { min: 0, max: 10 }),
      rateLimitPerMinute: env.integer('RATE_LIMIT_PER_MINUTE', 600, { min: 1 }),
      bodyLimitBytes: env.integer('BODY_LIMIT_BYTES', 102_400, { min: 1_024 }),
    };
    this.worker = {
      port: env.port('WORKER_PORT', 3001),
      concurrency: env.integer('WORKER_CONCURRENCY', 8, { min: 1, max: 100 }),
    };
    this.database = readDatabase(env);
    this.redis = {
      url: env.url('REDIS_URL', undefined, ['redis:', 'rediss:']),
      prefix: env.text('REDIS_PREFIX', 'tradepost'),
    };
    this.outbox = {
      pollMs: env.integer('OUTBOX_POLL_MS', 250, { min: 20 }),
      leaseSeconds: env.integer('OUTBOX_LEASE_SECONDS', 60, { min: 1 }),
    };
    this.changes = { pollMs: env.integer('CHANGES_POLL_MS', 250, { min: 20, max: 500 }) };
    this.cache = {
      isOn: env.oneOf('CACHE', ['on', 'off'], 'on') === 'on',
      memoryBytes: env.integer('CACHE_MEMORY_MB', 32, { min: 1, max: 16_384 }) * 1_048_576,
    };
    this.auth = readAuth(env, { production });
    this.google = readGoogle(env);
    this.privacy = readPrivacy(env);
    this.accounts = { verification: env.oneOf('ACCOUNT_VERIFICATION', ['required', 'optional'], 'required') };
    this.mail = {
      smtpUrl: env.url('SMTP_URL', undefined, ['smtp:', 'smtps:']),
      from: env.text('MAIL_FROM', production ? undefined : 'Tradepost <shop@example.test>'),
      timeoutMs: env.integer('SMTP_TIMEOUT_MS', 10_000, { min: 100 }),
    };
    const apiBase = env.optional('STRIPE_API_BASE');
    this.stripe = {
      secretKey: env.secret('STRIPE_SECRET_KEY', 8),
      webhookSecrets: env
        .secret('STRIPE_WEBHOOK_SECRET', 8)
        .split(',')
        .map((each) => each.trim()),
      apiBase: apiBase === undefined ? undefined : env.url('STRIPE_API_BASE', apiBase),
      timeoutMs: env.integer('STRIPE_TIMEOUT_MS', 10_000, { min: 100 }),
    };
    this.shop = {
      name: env.text('SHOP_NAME', 'Tradepost'),
      currency: env.matching('CURRENCY', /^[A-Z]{3}$/, 'three capital letters such as USD', 'USD'),
      checkout: env.oneOf('CHECKOUT', ['guests', 'customers'], 'guests'),
    };
    this.search = { engine: env.oneOf('SEARCH_ENGINE', ['builtin'], 'builtin') };
    this.ordering = { holdMinutes: env.integer('HOLD_MINUTES', 30, { min: 1, max: 1_440 }) };
    this.payment = { reconcileAfterSeconds: env.integer('PAYMENT_RECONCILE_AFTER_SECONDS', 300, { min: 1 }) };
    this.carts = {
      lifetimeDays: env.integer('CART_LIFETIME_DAYS', 30, { min: 1 }),
      cleanUpBatch: env.integer('CART_CLEAN_UP_BATCH', 500, { min: 1, max: 10_000 }),
    };
    this.reviews = { policy: env.oneOf('REVIEWS', ['moderated', 'immediate'], 'moderated') };
    this.imports = { maxBytes: env.integer('IMPORT_MAX_BYTES', 209_715_200, { min: 1_024 }) };
    this.schedules = { enabled: env.flag('SCHEDULES', true), scale: env.number('SCHEDULE_SCALE', 1) };
    this.storage = readStorage(env, production);
    const imageBaseUrl = env.optional('IMAGE_BASE_URL');
    this.images = {
      maxBytes: env.integer('IMAGE_MAX_BYTES', 10_485_760, { min: 1_024, max: 104_857_600 }),
      maxPixels: env.integer('IMAGE_MAX_PIXELS', 40_000_000, { min: 10_000, max: 200_000_000 }),
      baseUrl:
        imageBaseUrl === undefined ? undefined : env.url('IMAGE_BASE_URL', imageBaseUrl).replace(/\/+$/, ''),
    };
    this.log = {
      level: env.oneOf('LOG_LEVEL', ['fatal', 'error', 'warn', 'info', 'debug', 'silent'], 'info'),
      pretty: false,
    };
    this.operators = {
      metricsToken: production ? env.secret('METRICS_TOKEN', 16) : env.optional('METRICS_TOKEN'),
    };
    if (production) this.refuseDemoSettings(env);
    else if (this.stripe.secretKey.startsWith('sk_live_'))
      env.problem('STRIPE_SECRET_KEY', `holds a live key, which only APP_ENV=production may use`);
    for (const secret of this.stripe.webhookSecrets) {
      // Without the rest it is a secret that everybody knows.
      if (!/^whsec_\S{8,}$/.test(secret))
        env.problem(
          'STRIPE_WEBHOOK_SECRET',
          "must start with 'whsec_' and go on (several are separated by commas)",
        );
    }
  }

  /** @throws InvalidConfiguration naming every variable that is missing or wrong. */
  static from(variables: Readonly<Record<string, string | undefined>>): Config {
    const reader = new EnvironmentReader(variables);
    const config = new Config(reader);
    reader.throwIfAnyProblem();
    return config;
  }

  /** The database alone, for commands that need nothing else. @throws InvalidConfiguration */
  static databaseFrom(variables: Readonly<Record<string, string | undefined>>): DatabaseSettings {
    const reader = new EnvironmentReader(variables);
    const database = readDatabase(reader);
    reader.throwIfAnyProblem();
    return database;
  }

  /** Whether `seed` may fill the sample shop: in production only if somebody says so. @throws InvalidConfiguration */
  static allowsSampleShop(variables: Readonly<Record<string, string | undefined>>): boolean {
    const reader = new EnvironmentReader(variables);
    const isAllowed = reader.flag('SAMPLE_SHOP', readAppEnv(reader) !== 'production');
    reader.throwIfAnyProblem();
    return isAllowed;
  }

  private refuseDemoSettings(env: EnvironmentReader): void {
    if (!this.stripe.secretKey.startsWith('sk_live_') && !this.stripe.secretKey.startsWith('rk_live_')) {
      env.problem('STRIPE_SECRET_KEY', 'must be a live key in production');
    }
    if (this.stripe.apiBase !== undefined) env.problem('STRIPE_API_BASE', 'must not be set in production');
    if (!this.http.publicUrl.startsWith('https://'))
      env.problem('PUBLIC_URL', 'must start with https:// in production');
    if (this.google?.baseUrl !== undefined) env.problem('GOOGLE_BASE_URL', 'must not be set in production');
    if (this.auth.encryptionSecrets.includes(this.auth.signingSecret))
      env.problem('SIGNING_SECRET', 'must differ from ENCRYPTION_SECRET');
    env.refuseTrialSecrets();
    for (const name of ['DATABASE_URL', 'REDIS_URL']) env.passwordUnlessLocal(name);
    if (this.http.corsOrigins.includes('*'))
      env.problem('CORS_ORIGINS', 'must list origins in production, not *');
  }
}

function readAppEnv(env: EnvironmentReader): AppEnv {
  return env.oneOf('APP_ENV', ['development', 'test', 'demo', 'production'], 'development');
}

function readDatabase(env: EnvironmentReader): DatabaseSettings {
  const url = env.databaseUrl('DATABASE_URL');
  return {
    url,
    adminUrl: env.databaseUrl('DATABASE_ADMIN_URL', url),
    poolSize: env.integer('DATABASE_POOL_SIZE', 10, { min: 2, max: 500 }),
    queueLimit: env.integer('DATABASE_QUEUE_LIMIT', 500, { min: 1 }),
    acquireTimeoutMs: env.integer('DATABASE_ACQUIRE_TIMEOUT_MS', 3_000, { min: 100 }),
    queryTimeoutMs: env.integer('DATABASE_QUERY_TIMEOUT_MS', 10_000, { min: 100 }),
  };
}

function readStorage(env: EnvironmentReader, production: boolean): StorageSettings {
  const kind = env.oneOf('STORAGE', ['disk', 's3'], 'disk');
  // In production somebody must have said where: what lies inside of a container is gone with it.
  if (kind === 'disk') return { kind, path: env.text('STORAGE_PATH', production ? undefined : 'storage') };
  const region = env.matching('S3_REGION', /^[a-z0-9-]{1,64}$/, 'a region such as eu-central-1', 'us-east-1');
  const bucket = env.text('S3_BUCKET', undefined);
  if (bucket !== '' && !/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket))
    env.problem('S3_BUCKET', 'must be the name of a bucket: 3 to 63 small letters, digits, dots and hyphens');
  return {
    kind,
    endpoint: env.url('S3_ENDPOINT', `https://s3.${region}.amazonaws.com`).replace(/\/+$/, ''),
    bucket,
    region,
    accessKeyId: env.text('S3_ACCESS_KEY_ID', undefined),
    secretAccessKey: env.secret('S3_SECRET_ACCESS_KEY', 8),
    timeoutMs: env.integer('S3_TIMEOUT_MS', 10_000, { min: 100 }),
  };
}
