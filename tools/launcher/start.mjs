// @ts-check
// npm start: from a fresh clone to a running shop.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from './build.mjs';
import { Failure, main, say, secondsSince, step } from './console.mjs';
import { withEnvFile } from './env-file.mjs';
import { withTools } from './environment.mjs';
import { Family } from './family.mjs';
import { install, pinnedNode } from './install.mjs';
import { alone, tryLock } from './lock.mjs';
import { root, stateDir } from './paths.mjs';
import { endCaptured } from './process.mjs';
import { runningFile, tellRunning, welcome } from './running.mjs';
import { cliEnvironmentFile, differences } from './cli-environment.mjs';
import {
  choosePorts,
  environmentOf,
  migrateAndSeed,
  openServices,
  startPrograms,
  stopPrograms,
} from './shop.mjs';
import { writeJson } from './state.mjs';

const lockFile = join(stateDir, 'launcher.json');
const stopping = new AbortController();
/** A second Ctrl-C: who has not ended yet is killed. The database still gets to end in order. */
const impatience = new AbortController();
let stoppedAt = 0;
/** @type {Promise<void>} */
const stopWanted = new Promise((resolve) => stopping.signal.addEventListener('abort', () => resolve()));

await main(async () => {
  if (process.platform === 'win32') throw new Failure('On Windows, start Tradepost inside WSL.');
  if (!tryLock(lockFile)) throw new Failure(tellRunning());
  listenForSignals();
  endWithNpm();
  try {
    return await run();
  } catch (error) {
    if (stopping.signal.aborted) return 0; // Whatever it was, it was cut short by us.
    throw error;
  } finally {
    rmSync(lockFile, { force: true });
  }
});

async function run() {
  const since = Date.now();
  const given = withTools(withEnvFile(process.env, join(root, '.env')));
  refuseProduction(given);
  await alone(install, stopping.signal);
  stopping.signal.throwIfAborted();
  const node = await pinnedNode();
  await alone(() => build(node), stopping.signal);
  const family = new Family({ node, dir: stateDir, stopping: stopping.signal });
  await family.endLeftOvers();
  stopping.signal.throwIfAborted();
  const services = await openServices(given, stopping.signal);
  try {
    return await serve({ since, given, node, family, services });
  } finally {
    await shutDown(family, services);
  }
}

/**
 * @param {object} setting
 * @param {number} setting.since
 * @param {NodeJS.ProcessEnv} setting.given
 * @param {string} setting.node
 * @param {Family} setting.family
 * @param {import('./shop.mjs').Services} setting.services
 */
async function serve({ since, given, node, family, services }) {
  const ports = await choosePorts(given);
  const env = environmentOf(given, ports, services);
  writeJson(cliEnvironmentFile, differences(env.cli, process.env));
  await migrateAndSeed(node, env.cli);
  stopping.signal.throwIfAborted();
  await startPrograms(family, given, ports, env);
  const { facts, text } = welcome({
    given,
    ports,
    env: env.cli,
    databaseIsOurs: services.sources.database !== 'configured',
  });
  writeJson(runningFile, facts);
  say(`\nTradepost is ready (${secondsSince(since)}).\n\n${text}`);
  const death = await Promise.race([stopWanted, family.firstDeath(), serverDeath(services.servers)]);
  if (death === undefined) return 0;
  say(`\n${death}\n`);
  return 1;
}

/**
 * @param {import('./private-services.mjs').Server[]} servers
 * @returns {Promise<string>}
 */
async function serverDeath(servers) {
  const name = await Promise.race([
    ...servers.map(async (server) =>
      server.exited.then(() => `The ${server.name} ended unexpectedly (${server.logFile}).`),
    ),
    new Promise(() => undefined),
  ]);
  return String(name);
}

/**
 * @param {Family} family
 * @param {import('./shop.mjs').Services} services
 */
async function shutDown(family, services) {
  rmSync(runningFile, { force: true });
  rmSync(cliEnvironmentFile, { force: true });
  impatience.signal.addEventListener('abort', () => family.killAll());
  say();
  await step('Stopping', async () => {
    await stopPrograms(family);
    await services.stop();
  });
  say('Stopped. The data stays in .tradepost/ for the next start.');
}

function listenForSignals() {
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => stop());
  }
}

function stop() {
  if (stopping.signal.aborted) {
    // npm hands on the Ctrl-C that the terminal has already given us: only a later one is a second one.
    if (Date.now() - stoppedAt > 1000) impatience.abort();
    return;
  }
  stoppedAt = Date.now();
  stopping.abort(new Failure('Stopped.'));
  endCaptured();
}

/** Somebody may end npm and not us: then nobody could stop the shop any more. */
function endWithNpm() {
  if (process.env['npm_lifecycle_event'] === undefined) return;
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && stop(), 250).unref();
}

/** @param {NodeJS.ProcessEnv} given */
function refuseProduction({ APP_ENV, STRIPE_SECRET_KEY = '' }) {
  if (APP_ENV === 'production')
    throw new Failure('npm start is for trying and developing, not for APP_ENV=production.');
  if (STRIPE_SECRET_KEY.startsWith('sk_live_')) {
    throw new Failure(
      'STRIPE_SECRET_KEY is a live key: npm start takes only test keys, so that nobody is charged.',
    );
  }
}
