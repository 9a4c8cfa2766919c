import { describe, expect, it } from '@jest/globals';
import { Config } from './config.js';
import { InvalidConfiguration } from './environment-reader.js';

const demo = {
  APP_ENV: 'demo',
  DATABASE_URL: 'mysql://shop:pw@127.0.0.1:3306/tradepost',
  REDIS_URL: 'redis://127.0.0.1:6379',
  SMTP_URL: 'smtp://127.0.0.1:1025',
  STRIPE_SECRET_KEY: 'sk_test_0123456789',
  STRIPE_WEBHOOK_SECRET: 'whsec_0123456789',
  ENCRYPTION_SECRET: 'k3o9d8f7g6h5j4k3l2m1n0b9v8c7x6z5',
  SIGNING_SECRET: 'q1w2e3r4t5y6u7i8o9p0a1s2d3f4g5h6',
};

const production = {
  ...demo,
  APP_ENV: 'production',
  PUBLIC_URL: 'https://shop.test',
  MAIL_FROM: 'Shop <orders@shop.test>',
  STRIPE_SECRET_KEY: 'sk_live_0123456789',
  METRICS_TOKEN: 'm1n2b3v4c5x6z7l8k9',
  STORAGE_PATH: '/var/lib/tradepost',
};

const problemsOf = (variables: Record<string, string | undefined>): readonly string[] => {
  try {
    Config.from(variables);
    return [];
  } catch (error) {
    if (error instanceof InvalidConfiguration) return error.problems;
    throw error;
  }
};

describe('the configuration', () => {
  it('takes a complete one', () => {
    expect(Config.from(demo)).toMatchObject({
      appEnv: 'demo',
      ordering: { holdMinutes: 30 },
      shop: { currency: 'USD' },
    });
    expect(problemsOf(production)).toEqual([]);
  });

  it('names everything that is missing at once', () => {
    const problems = problemsOf({});
    for (const name of [
      'DATABASE_URL',
      'REDIS_URL',
      'SMTP_URL',
      'STRIPE_SECRET_KEY',
      'STRIPE_WEBHOOK_SECRET',
      'ENCRYPTION_SECRET',
      'SIGNING_SECRET',
    ]) {
      expect(problems).toContain(`${name} is not set`);
    }
  });

  it.each([
    ['PORT', 'http'],
    ['PORT', '70000'],
    ['HOLD_MINUTES', '0'],
    ['CHECKOUT', 'anybody'],
    ['CURRENCY', 'usd'],
    ['DATABASE_URL', 'postgres://x/y'],
    ['DATABASE_URL', 'mysql://shop@127.0.0.1'],
    ['REDIS_URL', 'not a url'],
    ['STRIPE_WEBHOOK_SECRET', '   '],
    ['STRIPE_WEBHOOK_SECRET', 'something-else'],
    ['STRIPE_WEBHOOK_SECRET', 'whsec_,whsec_0123456789'],
    ['STRIPE_SECRET_KEY', 'sk_live_0123456789'],
    ['ENCRYPTION_SECRET', 'short'],
    ['ACCESS_TOKEN_SECONDS', '3600'],
    ['STORAGE', 'tape'],
    ['IMAGE_MAX_BYTES', '0'],
    ['IMAGE_MAX_PIXELS', 'many'],
    ['IMAGE_BASE_URL', 'cdn.shop.test'],
  ])('refuses %s=%s', (name, value) => {
    expect(problemsOf({ ...demo, [name]: value }).join()).toContain(name);
  });

  it.each([
    ['STRIPE_SECRET_KEY', 'sk_test_0123456789'],
    ['STRIPE_API_BASE', 'http://127.0.0.1:4242'],
    ['PUBLIC_URL', 'http://shop.test'],
    ['ENCRYPTION_SECRET', 'change-me-change-me-change-me-change-me'],
    ['SIGNING_SECRET', production.ENCRYPTION_SECRET],
    ['ENCRYPTION_SECRET', 'for-trying-only-tokens-0a1b2c3d4e5f60718293'],
    ['STRIPE_WEBHOOK_SECRET', 'whsec_local_stand_in'],
    ['CORS_ORIGINS', '*'],
    ['MAIL_FROM', ''],
    ['METRICS_TOKEN', ''],
    ['METRICS_TOKEN', 'figures'],
    ['METRICS_TOKEN', 'change-me-change-me'],
    ['METRICS_TOKEN', 'figures-for-trying-only'],
    ['STORAGE_PATH', ''],
    ['DATABASE_URL', 'mysql://shop@db.shop.test/tradepost'],
    ['DATABASE_URL', 'mysql://shop:change-me@db.shop.test/tradepost'],
    ['DATABASE_URL', 'mysql://shop:shop-for-trying@db.shop.test/tradepost'],
    ['REDIS_URL', 'redis://redis.shop.test:6379'],
    ['REDIS_URL', 'redis://:changeme@redis.shop.test:6379'],
    ['REDIS_URL', 'redis://:redis-for-trying@redis.shop.test:6379'],
    ['SIGNING_SECRET', 'a'.repeat(40)],
    ['SIGNING_SECRET', 'short'],
    ['ENCRYPTION_SECRET', `${production.ENCRYPTION_SECRET},short`],
    ['ENCRYPTION_SECRET', 'your-secret-here-your-secret-here-your'],
  ])('refuses %s=%s in production', (name, value) => {
    expect(problemsOf({ ...production, [name]: value }).join()).toContain(name);
  });

  it.each(['GOOGLE_CLIENT_SECRET', 'S3_SECRET_ACCESS_KEY'])(
    'refuses a weak %s wherever it is used',
    (name) => {
      const used = {
        ...{ ...production, GOOGLE_CLIENT_ID: 'mine', GOOGLE_CLIENT_SECRET: 'q1w2e3r4t5y6' },
        ...{
          STORAGE: 's3',
          S3_BUCKET: 'shop-files',
          S3_ACCESS_KEY_ID: 'shop',
          S3_SECRET_ACCESS_KEY: 'p9o8i7u6y5t4',
        },
      };
      expect(problemsOf(used)).toEqual([]);
      for (const weak of ['', 'short', 'change-me-please', 'aaaaaaaaaaaa', 'a-secret-for-trying'])
        expect(problemsOf({ ...used, [name]: weak }).join()).toContain(name);
    },
  );

  it('lets services on the same machine go without a password', () => {
    for (const host of ['127.0.0.1', 'localhost', '[::1]'])
      expect(problemsOf({ ...production, REDIS_URL: `redis://${host}:6379` })).toEqual([]);
    for (const host of ['127.0.0.1.shop.test', '10.0.0.1', 'localhost.shop.test'])
      expect(problemsOf({ ...production, REDIS_URL: `redis://${host}:6379` }).join()).toContain('REDIS_URL');
  });

  it('wants to know the bucket and its keys once files go to S3, and finds Amazon by itself', () => {
    expect(problemsOf({ ...production, STORAGE_PATH: '', STORAGE: 's3' })).toEqual([
      'S3_BUCKET is not set',
      'S3_ACCESS_KEY_ID is not set',
      'S3_SECRET_ACCESS_KEY is not set',
    ]);
    const s3 = {
      STORAGE: 's3',
      S3_BUCKET: 'shop-files',
      S3_ACCESS_KEY_ID: 'shop',
      S3_SECRET_ACCESS_KEY: 'p9o8i7u6y5t4',
    };
    expect(Config.from({ ...production, ...s3, S3_REGION: 'eu-central-1' }).storage).toMatchObject({
      kind: 's3',
      endpoint: 'https://s3.eu-central-1.amazonaws.com',
    });
    expect(Config.from({ ...demo, ...s3, S3_ENDPOINT: 'http://minio:9000/' }).storage).toMatchObject({
      endpoint: 'http://minio:9000',
    });
    for (const [name, value] of Object.entries({
      S3_ENDPOINT: 'minio:9000',
      S3_BUCKET: '../other',
      S3_REGION: 'a/b',
      S3_SECRET_ACCESS_KEY: 'changeme1',
      S3_TIMEOUT_MS: '0',
    })) {
      expect(problemsOf({ ...demo, ...s3, [name]: value }).join()).toContain(name);
    }
  });

  it('never repeats a password', () => {
    expect(problemsOf({ ...demo, DATABASE_URL: 'mysql:/hunter2secret' }).join()).not.toContain(
      'hunter2secret',
    );
  });

  it.each([
    ['demo', undefined, true],
    ['demo', 'false', false],
    ['production', undefined, false],
    ['production', 'true', true],
  ])('lets the sample shop in at APP_ENV=%s with SAMPLE_SHOP=%s: %s', (APP_ENV, SAMPLE_SHOP, allowed) => {
    expect(Config.allowsSampleShop({ APP_ENV, SAMPLE_SHOP })).toBe(allowed);
  });
});

describe('sign-in with Google', () => {
  const google = { GOOGLE_CLIENT_ID: 'mine', GOOGLE_CLIENT_SECRET: 'q1w2e3r4t5y6' };

  it('is off without a client id', () => {
    expect(Config.from(demo).google).toBeUndefined();
  });

  it('goes to Google itself unless a stand-in is named', () => {
    expect(Config.from({ ...demo, ...google }).google?.baseUrl).toBeUndefined();
    expect(Config.from({ ...demo, ...google, GOOGLE_BASE_URL: 'http://127.0.0.1:4243/' }).google).toEqual({
      clientId: 'mine',
      clientSecret: 'q1w2e3r4t5y6',
      baseUrl: 'http://127.0.0.1:4243',
    });
  });

  it('refuses half a client, and any stand-in in production', () => {
    expect(problemsOf({ ...demo, GOOGLE_CLIENT_ID: 'mine' }).join()).toContain('GOOGLE_CLIENT_SECRET');
    expect(problemsOf({ ...demo, GOOGLE_CLIENT_SECRET: 'q1w2e3r4t5y6' }).join()).toContain(
      'GOOGLE_CLIENT_ID',
    );
    expect(problemsOf({ ...production, ...google })).toEqual([]);
    expect(problemsOf({ ...production, ...google, GOOGLE_BASE_URL: 'https://google.test' }).join()).toContain(
      'GOOGLE_BASE_URL',
    );
  });
});
