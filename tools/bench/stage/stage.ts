import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import mysql, { type Connection } from 'mysql2/promise';
import { step } from '#launcher/console.mjs';
import { stateDir } from '#launcher/paths.mjs';
import { randomPort } from '#launcher/ports.mjs';
import { startPrivateServices } from '#launcher/private-services.mjs';
import { shopEnvironment } from '#launcher/shop-environment.mjs';
import { secretsIn } from '#launcher/state.mjs';
import { LoadProcess } from '../load/load-process.js';
import type { BenchOptions } from '../options.js';
import { dropStaleData, indexWords, seed } from './catalog.js';
import { Programs, type Program } from './programs.js';
import { forgetTrade } from './trade.js';

export const benchDir = join(stateDir, 'bench');

export interface Ports {
  api: number;
  'api-cold': number;
  worker: number;
  standIn: number;
  google: number;
  mailboxHttp: number;
  mailboxSmtp: number;
  baseline: number;
}

type Services = Awaited<ReturnType<typeof startPrivateServices>>;

/** Everything that runs while something is measured. */
export interface Stage {
  readonly services: Services;
  readonly programs: Programs;
  readonly plans: Readonly<Record<ProgramName, Program>>;
  readonly ports: Ports;
  readonly admin: Connection;
  readonly load: LoadProcess;
  readonly signingSecret: string;
  close(): Promise<void>;
}

/** `api` as in production, `api-cold` with its cache off. */
export const programNames = ['stand-in', 'mailbox', 'baseline', 'api', 'api-cold', 'worker'] as const;
export type ProgramName = (typeof programNames)[number];

/** Private servers with the seeded catalogue; the programs are planned, not started. */
export async function openStage(options: BenchOptions, products: number): Promise<Stage> {
  const { fresh } = options;
  const dir = join(benchDir, `data-${String(products)}`);
  const programs = new Programs(benchDir);
  await programs.endLeftOvers();
  dropStaleData(dir, products, fresh);
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const services = await step('Starting a database and a Redis of our own', () =>
    startPrivateServices({ dir, database: { durable: true, bufferPoolMb: 512 } }),
  );
  try {
    return await furnish(services, programs, { dir, products, options });
  } catch (error) {
    await services.stop();
    throw error;
  }
}

async function furnish(
  services: Services,
  programs: Programs,
  { dir, products, options }: { dir: string; products: number; options: BenchOptions },
): Promise<Stage> {
  const ports = await choosePorts();
  const { database, redis } = services;
  const secrets = secretsIn(dir);
  const env = shopEnvironment({
    ...{ given: settings(), secrets, ports, database, stateDir: dir },
    redisUrl: redis.url,
  });
  // What .env might hold is emptied by the launcher and stays so.
  const cliEnv = { ...process.env, ...env.cli };
  await step(`Making ${String(products)} products, unless they are there`, () =>
    seed({ dir, adminUrl: database.adminUrl, cliEnv, products }),
  );
  const admin = await mysql.createConnection({ uri: database.adminUrl, timezone: 'Z' });
  await step('Forgetting the orders of earlier runs', () => forgetTrade(admin));
  await step('Giving the baseline its full-text index, unless it is there', () => indexWords(admin));
  const load = new LoadProcess();
  return {
    ...{ services, programs, ports, admin, load },
    plans: plansFor(env, ports, database.url, options),
    signingSecret: secrets.get('signingSecret'),
    close: async () => {
      load.stop();
      await programs.stopAll();
      await admin.end();
      await services.stop();
    },
  };
}

function settings(): NodeJS.ProcessEnv {
  return {
    NODE_ENV: 'production',
    APP_ENV: 'demo',
    RATE_LIMIT_PER_MINUTE: '100000000',
    // Unpaid orders must not expire while something is measured.
    HOLD_MINUTES: '1440',
  };
}

/** As `docker/Dockerfile` and `npm start` have it. */
const asInProduction = ['--max-semi-space-size=8'];

type Environments = ReturnType<typeof shopEnvironment>;

function plansFor(
  env: Environments,
  ports: Ports,
  databaseUrl: string,
  { profile }: BenchOptions,
): Record<ProgramName, Program> {
  const at = (port: number, path: string) => `http://127.0.0.1:${String(port)}${path}`;
  const program = (name: string, script: string, own: NodeJS.ProcessEnv, readyUrl: string): Program => ({
    ...{ name, script, readyUrl },
    env: { ...process.env, ...own },
  });
  const profiling = (name: string) =>
    profile
      ? ['--cpu-prof', `--cpu-prof-dir=${join(benchDir, 'profiles')}`, `--cpu-prof-name=${name}.cpuprofile`]
      : [];
  const { api, 'api-cold': apiCold, worker, standIn, mailboxHttp, baseline } = ports;
  const tool = (name: string) => `dist/tools/${name}/main.js`;
  const app = (name: string) => `dist/apps/${name}/src/main.js`;
  // In memory: what the stand-in and the mail box keep is forgotten with them, and writing it would cost what is not the shop's.
  const standInEnv = { ...env.standIn, STAND_IN_STATE: '' };
  const mailboxEnv = { ...env.mailbox, MAILBOX_STATE: '' };
  const bare = { NODE_ENV: 'production', DATABASE_URL: databaseUrl, PORT: String(baseline) };
  return {
    'stand-in': program('stand-in', tool('stripe-stand-in'), standInEnv, at(standIn, '/health')),
    mailbox: program('mailbox', tool('mailbox'), mailboxEnv, at(mailboxHttp, '/health')),
    baseline: program('baseline', 'dist/tools/bench/baseline/main.js', bare, at(baseline, '/health')),
    api: {
      ...program('api', app('api'), env.shop, at(api, '/health/ready')),
      nodeOptions: [...asInProduction, ...profiling('api')],
    },
    'api-cold': {
      ...program(
        'api-cold',
        app('api'),
        { ...env.shop, PORT: String(apiCold), CACHE: 'off' },
        at(apiCold, '/health/ready'),
      ),
      nodeOptions: [...asInProduction, ...profiling('api-cold')],
    },
    worker: {
      ...program('worker', app('worker'), env.shop, at(worker, '/health/ready')),
      nodeOptions: [...asInProduction, ...profiling('worker')],
    },
  };
}

async function choosePorts(): Promise<Ports> {
  return {
    api: await randomPort(),
    'api-cold': await randomPort(),
    worker: await randomPort(),
    standIn: await randomPort(),
    google: await randomPort(),
    mailboxHttp: await randomPort(),
    mailboxSmtp: await randomPort(),
    baseline: await randomPort(),
  };
}
