// @ts-check
import { mkdirSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { Failure, say, step } from './console.mjs';
import { Family } from './family.mjs';
import { logsDir, root, stateDir } from './paths.mjs';
import { isFree, portsIn } from './ports.mjs';
import { capture } from './process.mjs';
import { startPrivateDatabase, startPrivateRedis } from './private-services.mjs';
import { findSources } from './services/sources.mjs';
import { shopEnvironment, usesGoogleStandIn, usesMailbox, usesStandIn } from './shop-environment.mjs';
import { secretsIn, writePrivate } from './state.mjs';

/** @typedef {import('./private-services.mjs').Server} Server */
/** @typedef {import('./shop-environment.mjs').Ports} ShopPorts */

const inSight = (/** @type {string} */ file) => relative(root, file);

/**
 * The database and the Redis of `npm start`: what the user has pointed at, or private ones.
 * @param {NodeJS.ProcessEnv} given
 * @param {AbortSignal} stopping
 */
export async function openServices(given, stopping) {
  const { DATABASE_URL, DATABASE_ADMIN_URL, REDIS_URL } = given;
  mkdirSync(stateDir, { recursive: true, mode: 0o700 });
  const configured = {
    ...(DATABASE_URL ? { database: DATABASE_URL } : {}),
    ...(REDIS_URL ? { redis: REDIS_URL } : {}),
  };
  const sources = await findSources(stateDir, configured);
  const ports = portsIn(stateDir);
  /** @type {Server[]} */
  const servers = [];
  const stop = () => stopServers(servers);
  try {
    stopping.throwIfAborted();
    const redis = REDIS_URL ? { url: REDIS_URL } : await privateRedis();
    stopping.throwIfAborted();
    const database = DATABASE_URL
      ? { url: DATABASE_URL, adminUrl: DATABASE_ADMIN_URL ?? DATABASE_URL }
      : await privateDatabase();
    return { database, redisUrl: redis.url, servers, sources, stop };
  } catch (error) {
    await stop();
    throw error;
  }

  async function privateRedis() {
    const port = await ports.choose('redis', 16379);
    const redis = await step(starting('Redis', sources.redis), () =>
      startPrivateRedis(stateDir, sources.redis, { port }),
    );
    servers.push(redis.server);
    return redis;
  }

  async function privateDatabase() {
    const port = await ports.choose('database', 13306);
    const database = await step(starting('the database', sources.database), () =>
      startPrivateDatabase(stateDir, sources.database, { port }),
    );
    servers.push(database.server);
    return database;
  }
}

/**
 * @param {string} what
 * @param {import('./services/sources.mjs').ReadySource} source
 */
function starting(what, source) {
  // The first time, Docker pulls the image: hundreds of megabytes.
  return source === 'docker' ? `Starting ${what} by Docker` : `Starting ${what}`;
}

/** @param {Server[]} servers */
async function stopServers(servers) {
  for (const server of servers.toReversed()) await server.stop();
}

/**
 * @param {NodeJS.ProcessEnv} given
 * @returns {Promise<ShopPorts>}
 */
export async function choosePorts(given) {
  const ports = portsIn(stateDir);
  const wanted = async (
    /** @type {string} */ variable,
    /** @type {string} */ name,
    /** @type {number} */ usual,
  ) => {
    const value = given[variable];
    if (value === undefined) return ports.choose(name, usual);
    if (!(await isFree(Number(value))))
      throw new Failure(`${variable}=${value} is taken by another program.`);
    return Number(value);
  };
  return {
    api: await wanted('PORT', 'api', 3000),
    worker: await wanted('WORKER_PORT', 'worker', 3001),
    standIn: await ports.choose('standIn', 3002),
    mailboxHttp: await ports.choose('mailboxHttp', 3003),
    google: await ports.choose('google', 3004),
    mailboxSmtp: await ports.choose('mailboxSmtp', 3025),
  };
}

/** @typedef {Awaited<ReturnType<typeof openServices>>} Services */

/**
 * @param {NodeJS.ProcessEnv} given
 * @param {ShopPorts} ports
 * @param {Pick<Services, 'database' | 'redisUrl'>} services
 */
export function environmentOf(given, ports, { database, redisUrl }) {
  return shopEnvironment({ given, ports, database, redisUrl, stateDir, secrets: secretsIn(stateDir) });
}

/** @typedef {ReturnType<typeof shopEnvironment>} ShopEnvironment */

/**
 * Brings the schema up to date and fills an empty shop.
 * @param {string} node
 * @param {NodeJS.ProcessEnv} env
 */
export async function migrateAndSeed(node, env) {
  await step('Migrating the database', () => runCli(node, env, ['migrate']));
  await step('Filling the sample shop if it is empty', () => runCli(node, env, ['seed', '--if-empty']));
}

/**
 * @param {string} node
 * @param {NodeJS.ProcessEnv} env
 * @param {string[]} words
 */
async function runCli(node, env, words) {
  const cli = 'dist/apps/cli/src/main.js';
  const { code, output } = await capture(node, [cli, ...words], { cwd: root, env });
  const log = join(logsDir, `${words[0] ?? 'cli'}.log`);
  writePrivate(log, output);
  if (code === 0) return;
  const end = output.trimEnd().split('\n').slice(-15).join('\n');
  throw new Failure(`"cli ${words.join(' ')}" failed. The end of its log (${inSight(log)}):\n\n${end}`);
}

/**
 * Starts the programs: first what the shop talks to, then the shop.
 * @param {Family} family
 * @param {NodeJS.ProcessEnv} given
 * @param {ShopPorts} ports
 * @param {ShopEnvironment} env
 */
export async function startPrograms(family, given, ports, env) {
  const at = (/** @type {number} */ port, /** @type {string} */ path) =>
    `http://127.0.0.1:${String(port)}${path}`;
  /** @type {import('./family.mjs').Member[]} */
  const helpers = [];
  if (usesStandIn(given)) {
    const run = ['dist/tools/stripe-stand-in/main.js'];
    helpers.push({ name: 'stripe-stand-in', run, env: env.standIn, readyUrl: at(ports.standIn, '/health') });
  }
  if (usesGoogleStandIn(given)) {
    const run = ['dist/tools/google-stand-in/main.js'];
    helpers.push({ name: 'google-stand-in', run, env: env.google, readyUrl: at(ports.google, '/health') });
  }
  if (usesMailbox(given)) {
    const run = ['dist/tools/mailbox/main.js'];
    helpers.push({ name: 'mailbox', run, env: env.mailbox, readyUrl: at(ports.mailboxHttp, '/health') });
  }
  const shop = ['api', 'worker'].map((name) => ({
    name,
    // Node sizes its young generation by the machine; 8 MB keep an idle process 50 MB smaller. As in docker/Dockerfile.
    run: ['--max-semi-space-size=8', `dist/apps/${name}/src/main.js`],
    env: env.shop,
    readyUrl: at(name === 'api' ? ports.api : ports.worker, '/health/ready'),
  }));
  if (helpers.length > 0) await step(`Starting ${inWords(helpers)}`, () => family.start(helpers));
  await step('Starting API and worker', () => family.start(shop));
}

/** @param {import('./family.mjs').Member[]} members */
function inWords(members) {
  return new Intl.ListFormat('en-GB').format(members.map(({ name }) => name));
}

/**
 * In order, and not at once: who still works may need the others.
 * @param {Family} family
 */
export async function stopPrograms(family) {
  const stuck = [
    ...(await family.stop(['api', 'worker'], 25_000)),
    ...(await family.stop(['stripe-stand-in', 'google-stand-in', 'mailbox'], 5000)),
  ];
  for (const name of stuck) say(`  ${name} did not end in time and was killed.`);
  rmSync(family.file, { force: true });
}
