import { describe, expect, it } from '@jest/globals';
import { withoutShop } from './environment.mjs';
import { shopEnvironment } from './shop-environment.mjs';

const setting = {
  given: { PATH: '/bin' } as NodeJS.ProcessEnv,
  secrets: { get: (name: string, prefix = '') => `${prefix}random-${name}` },
  ports: { api: 3000, worker: 3001, standIn: 3002, google: 3004, mailboxHttp: 3003, mailboxSmtp: 3025 },
  stateDir: '/shop/.tradepost',
  database: { url: 'mysql://user@here/tradepost', adminUrl: 'mysql://owner@here/tradepost' },
  redisUrl: 'redis://here',
};

describe('what the programs of the shop are told', () => {
  it('keeps the owner of the schema from everybody but the operators’ commands', () => {
    const { shop, cli, standIn, google, mailbox } = shopEnvironment(setting);
    expect(cli.DATABASE_ADMIN_URL).toBe('mysql://owner@here/tradepost');
    for (const env of [shop, standIn, google, mailbox]) expect(JSON.stringify(env)).not.toContain('owner@');
  });

  it('leads payments and webhooks to the stand-in and back', () => {
    const { shop, standIn } = shopEnvironment(setting);
    expect(shop).toMatchObject({
      STRIPE_SECRET_KEY: 'sk_test_random-stripeSecretKey',
      STRIPE_API_BASE: 'http://127.0.0.1:3002',
      STRIPE_WEBHOOK_SECRET: standIn.STAND_IN_WEBHOOK_SECRET,
    });
    expect(standIn.STAND_IN_WEBHOOK_URL).toBe('http://127.0.0.1:3000/v1/webhooks/stripe');
  });

  it('goes to Stripe itself with a key of the user', () => {
    const { shop } = shopEnvironment({ ...setting, given: { STRIPE_SECRET_KEY: 'sk_test_mine' } });
    expect(shop).toMatchObject({ STRIPE_SECRET_KEY: 'sk_test_mine' });
    expect(shop).not.toHaveProperty('STRIPE_API_BASE');
  });

  it('signs people in by the Google stand-in, which sends them back to this shop alone', () => {
    const { shop, google } = shopEnvironment(setting);
    expect(shop).toMatchObject({
      GOOGLE_CLIENT_ID: 'tradepost-at-the-stand-in',
      GOOGLE_CLIENT_SECRET: 'random-googleClientSecret',
      GOOGLE_BASE_URL: 'http://127.0.0.1:3004',
    });
    expect(google).toMatchObject({
      GOOGLE_STAND_IN_PORT: '3004',
      GOOGLE_STAND_IN_REDIRECT_URI: 'http://localhost:3000/v1/auth/google/callback',
    });
  });

  it('goes to Google itself with a client of the user', () => {
    const given = { GOOGLE_CLIENT_ID: 'mine', GOOGLE_CLIENT_SECRET: 'mine, too' };
    const { shop } = shopEnvironment({ ...setting, given });
    expect(shop).toMatchObject(given);
    expect(shop).not.toHaveProperty('GOOGLE_BASE_URL');
  });

  it('sends mail to the mail box, or where the user wants it', () => {
    expect(shopEnvironment(setting).shop.SMTP_URL).toBe('smtp://127.0.0.1:3025');
    const given = { SMTP_URL: 'smtp://mine' };
    expect(shopEnvironment({ ...setting, given }).shop.SMTP_URL).toBe('smtp://mine');
  });

  it('lets the user’s own settings win', () => {
    const given = { APP_ENV: 'development', ENCRYPTION_SECRET: 'mine', CURRENCY: 'EUR' };
    expect(shopEnvironment({ ...setting, given }).shop).toMatchObject(given);
  });
});

describe('the environment of the tests', () => {
  it('holds nothing that leads to a real service', () => {
    const given = { PATH: '/bin', DATABASE_URL: 'mysql://real', STRIPE_SECRET_KEY: 'sk', MAIL_FROM: 'me' };
    expect(withoutShop(given, { example: '# MAIL_FROM=', file: '' })).toEqual({ PATH: '/bin' });
  });

  it('keeps the programs from reading them in .env', () => {
    const texts = { example: '', file: 'SMTP_URL=smtp://real\nTERM=dumb' };
    expect(withoutShop({ TERM: 'xterm' }, texts)).toEqual({ SMTP_URL: '', TERM: 'xterm' });
  });
});
