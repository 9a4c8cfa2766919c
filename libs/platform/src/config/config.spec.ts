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
  JWT_SECRET: 'k3o9d8f7g6h5j4k3l2m1n0b9v8c7x6z5',
  SIGNING_SECRET: 'q1w2e3r4t5y6u7i8o9p0a1s2d3f4g5h6',
};

const production = {
  ...demo,
  APP_ENV: 'production',
  PUBLIC_URL: 'https://shop.test',
  MAIL_FROM: 'Shop <orders@shop.test>',
  STRIPE_SECRET_KEY: 'sk_live_0123456789',
  METRICS_TOKEN: 'm1n2b3v4c5x6z7l8k9',
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
      'JWT_SECRET',
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
    ['JWT_SECRET', 'short'],
    ['ACCESS_TOKEN_SECONDS', '3600'],
  ])('refuses %s=%s', (name, value) => {
    expect(problemsOf({ ...demo, [name]: value }).join()).toContain(name);
  });

  it.each([
    ['STRIPE_SECRET_KEY', 'sk_test_0123456789'],
    ['STRIPE_API_BASE', 'http://127.0.0.1:4242'],
    ['PUBLIC_URL', 'http://shop.test'],
    ['JWT_SECRET', 'change-me-change-me-change-me-change-me'],
    ['SIGNING_SECRET', production.JWT_SECRET],
    ['JWT_SECRET', 'for-trying-only-tokens-0a1b2c3d4e5f60718293'],
    ['STRIPE_WEBHOOK_SECRET', 'whsec_local_stand_in'],
    ['CORS_ORIGINS', '*'],
    ['MAIL_FROM', ''],
    ['METRICS_TOKEN', ''],
  ])('refuses %s=%s in production', (name, value) => {
    expect(problemsOf({ ...production, [name]: value }).join()).toContain(name);
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
