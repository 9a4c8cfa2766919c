import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startPrivateRedis } from '#launcher/private-services.mjs';
import { findSources } from '#launcher/services/sources.mjs';
import { HttpClient, type Problem } from '../support/http.js';
import { Program, runCommand } from '../support/programs.js';
import { Shop } from '../support/shop.js';

type PrivateRedis = Awaited<ReturnType<typeof startPrivateRedis>>;

interface Tokens {
  accessToken: string;
  refreshToken: string;
}

/** From the answer to whoever ends a session until nobody takes its tokens. */
const promiseMs = 1_000;
const email = 'ada@example.test';
const password = 'a long enough passphrase';

const dir = mkdtempSync(join(tmpdir(), 'tradepost-signed-out-'));
let redis: PrivateRedis;
let shop: Shop;
/** Two processes; the shop that is in this one answers nobody here. */
let desk: Program;
let elsewhere: Program;

beforeAll(async () => {
  redis = await startPrivateRedis(dir, (await findSources(dir)).redis, { durable: false });
  shop = await Shop.open({ workers: 0, variables: { REDIS_URL: redis.url } });
  [desk, elsewhere] = await Promise.all([Program.start('api', shop), Program.start('api', shop)]);
  await new HttpClient(shop.url).post('/v1/auth/registrations', { email, password, name: 'Ada' });
  await shop.database.query('UPDATE customers SET email_verified_at = UTC_TIMESTAMP(3)');
}, 180_000);

afterAll(async () => {
  await Promise.all([desk, elsewhere].map((program) => program.stop()));
  await shop.close();
  await redis.server.remove();
  rmSync(dir, { recursive: true, force: true });
}, 60_000);

const at = ({ url }: Program, token?: string): HttpClient => {
  const client = new HttpClient(url);
  if (token !== undefined) client.headers['authorization'] = `Bearer ${token}`;
  return client;
};

const signsIn = (): Promise<Tokens> => at(desk).post('/v1/auth/sessions', { email, password });

async function statusAt(program: Program, token: string): Promise<number> {
  return (await at(program, token).send('GET', '/v1/me')).status;
}

/** Takes care that the token is known there, signature checked and all. */
async function isTakenEverywhere(token: string): Promise<void> {
  for (const program of [desk, elsewhere]) expect(await statusAt(program, token)).toBe(200);
}

/** @returns how long after `since` it was taken for the last time, in milliseconds */
async function untilRefused(program: Program, token: string, since: number): Promise<number> {
  for (;;) {
    const asked = performance.now();
    if ((await statusAt(program, token)) === 401) return asked - since;
    if (asked - since > 10_000) return Infinity;
    await sleep(5);
  }
}

async function signedOut(): Promise<void> {
  const { accessToken, refreshToken } = await signsIn();
  await isTakenEverywhere(accessToken);
  expect((await at(desk, accessToken).send('DELETE', '/v1/auth/sessions/current')).status).toBe(204);
  const since = performance.now();
  // Where it was ended nobody waits.
  expect(await statusAt(desk, accessToken)).toBe(401);
  expect(await untilRefused(elsewhere, accessToken, since)).toBeLessThan(promiseMs);
  const again = await at(elsewhere).send<Problem>('POST', '/v1/auth/sessions/refresh', { refreshToken });
  expect(again).toMatchObject({ status: 401, body: { code: 'auth.refresh-token-invalid' } });
}

async function revokedFromElsewhere(): Promise<void> {
  const [lost, here] = [await signsIn(), await signsIn()];
  await isTakenEverywhere(lost.accessToken);
  await isTakenEverywhere(here.accessToken);
  expect((await at(elsewhere, here.accessToken).send('DELETE', '/v1/me/sessions')).status).toBe(204);
  const since = performance.now();
  expect(await untilRefused(desk, lost.accessToken, since)).toBeLessThan(promiseMs);
  await isTakenEverywhere(here.accessToken);
}

async function replayed(): Promise<void> {
  const { accessToken, refreshToken: stolen } = await signsIn();
  await isTakenEverywhere(accessToken);
  const next = await at(desk).post<Tokens>('/v1/auth/sessions/refresh', { refreshToken: stolen });
  await at(desk).post<Tokens>('/v1/auth/sessions/refresh', { refreshToken: next.refreshToken });
  // The other process knows at once that it was used: it asks the database.
  const thief = await at(elsewhere).send<Problem>('POST', '/v1/auth/sessions/refresh', {
    refreshToken: stolen,
  });
  const since = performance.now();
  expect(thief).toMatchObject({ status: 401, body: { code: 'auth.refresh-token-reused' } });
  expect(await untilRefused(desk, accessToken, since)).toBeLessThan(promiseMs);
  expect(await untilRefused(desk, next.accessToken, since)).toBeLessThan(promiseMs);
}

describe('with Redis, every process refuses within a second', () => {
  it('the tokens of who has signed out', signedOut);
  it('those of a device that was signed out from another one', revokedFromElsewhere);
  it('all that came of a refresh token that was stolen', replayed);
});

describe('with a Redis that hangs, every process refuses within a second', () => {
  beforeAll(() => redis.server.signal('SIGSTOP'));
  it('the tokens of who has signed out', signedOut);
  it('those of a device that was signed out from another one', revokedFromElsewhere);
  it('all that came of a refresh token that was stolen', replayed);
  afterAll(() => redis.server.signal('SIGCONT'));
});

describe('without Redis, every process refuses within a second', () => {
  beforeAll(() => redis.server.kill());
  afterAll(() => redis.server.start());
  it('the tokens of who has signed out', signedOut);
  it('those of a device that was signed out from another one', revokedFromElsewhere);
  it('all that came of a refresh token that was stolen', replayed);
});

describe('keys that are changed on the command line', () => {
  it('disturb nobody', async () => {
    const { accessToken } = await signsIn();
    expect(runCommand(shop, 'rotate-keys')).toContain('signs a minute from now');
    await isTakenEverywhere(accessToken);
    await isTakenEverywhere((await signsIn()).accessToken);
  });

  it('end every access token within a second, if they must, and no session', async () => {
    const { accessToken, refreshToken } = await signsIn();
    await isTakenEverywhere(accessToken);
    expect(runCommand(shop, 'rotate-keys', '--at-once')).toContain('is refused');
    const since = performance.now();
    for (const program of [desk, elsewhere])
      expect(await untilRefused(program, accessToken, since)).toBeLessThan(promiseMs);
    const next = await at(elsewhere).post<Tokens>('/v1/auth/sessions/refresh', { refreshToken });
    await isTakenEverywhere(next.accessToken);
  });
});

describe('a process that starts later', () => {
  it('refuses what was ended before it was there', async () => {
    const { accessToken } = await signsIn();
    await at(desk, accessToken).send('DELETE', '/v1/auth/sessions/current');
    const late = await Program.start('api', shop);
    try {
      expect(await statusAt(late, accessToken)).toBe(401);
    } finally {
      await late.stop();
    }
  }, 60_000);
});
