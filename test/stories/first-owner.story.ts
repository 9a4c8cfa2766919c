import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testConfig } from '../support/config.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

const root = resolve(import.meta.dirname, '../..');
let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});

afterAll(() => database.drop());

/** What an operator types on the machine of a new shop. */
function createOwner(email: string, password?: string): { code: number | null; output: string } {
  const { redis, auth, stripe, mail } = testConfig({ DATABASE_URL: database.url });
  const run = spawnSync(process.execPath, ['dist/apps/cli/src/main.js', 'create-owner', '--email', email], {
    cwd: root,
    encoding: 'utf8',
    env: {
      PATH: process.env['PATH'],
      APP_ENV: 'test',
      LOG_LEVEL: 'silent',
      DATABASE_URL: database.url,
      REDIS_URL: redis.url,
      REDIS_PREFIX: redis.prefix,
      SMTP_URL: mail.smtpUrl,
      STRIPE_SECRET_KEY: stripe.secretKey,
      STRIPE_WEBHOOK_SECRET: stripe.webhookSecrets.join(),
      ENCRYPTION_SECRET: auth.encryptionSecrets.join(),
      SIGNING_SECRET: auth.signingSecret,
      ...(password === undefined ? {} : { OWNER_PASSWORD: password }),
    },
  });
  return { code: run.status, output: `${run.stdout}${run.stderr}` };
}

const owners = (): Promise<{ email: string; role: string }[]> =>
  database.query('SELECT email, role FROM customers');

describe('the first owner of a shop', () => {
  it('is made on the machine itself, with a password that somebody chose', async () => {
    expect(createOwner('grace@shop.test').code).toBe(64);
    const weak = createOwner('grace@shop.test', 'password');
    expect(weak.code).toBe(65);
    expect(weak.output).toContain('one that everybody tries first');
    expect(await owners()).toEqual([]);
    const made = createOwner('grace@shop.test', 'tangled kites over harbour');
    expect(made).toMatchObject({ code: 0, output: expect.stringContaining('can sign in as an owner') });
    expect(await owners()).toEqual([{ email: 'grace@shop.test', role: 'owner' }]);
  });

  it('is nobody who has an account already, which stays as it was', async () => {
    await database.query("UPDATE customers SET role = 'customer'");
    const again = createOwner('Grace@shop.test', 'another kite over harbour');
    expect(again.code).toBe(65);
    expect(again.output).toContain('There is an account with this e-mail address already.');
    expect(again.output).not.toContain(' at '); // no stack
    expect(await owners()).toEqual([{ email: 'grace@shop.test', role: 'customer' }]);
  });
});
