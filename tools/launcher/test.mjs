// @ts-check
// npm test: everything that has to hold, on services of its own. npm test -- unit runs one part of it.
import { rmSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { build } from './build.mjs';
import { complain, Failure, main, say, secondsSince } from './console.mjs';
import { withEnvFile } from './env-file.mjs';
import { withoutShop, withTools } from './environment.mjs';
import { install, pinnedNode } from './install.mjs';
import { alone } from './lock.mjs';
import { root } from './paths.mjs';
import { startPrivateServices } from './private-services.mjs';
import { attach } from './process.mjs';
import { readJson } from './state.mjs';
import { temporaryFolder } from './temporary.mjs';
import { choose, countJest } from './test-parts.mjs';

/** @typedef {import('./test-parts.mjs').Part} Part */
/** @typedef {import('./test-parts.mjs').Count} Count */
/** @typedef {{ node: string, env: NodeJS.ProcessEnv, dir: string, jestArgs: string[] }} Setting */

let interrupted = false;
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
  process.on(signal, () => (interrupted = true));
}

await main(async () => {
  const since = Date.now();
  const { parts, jestArgs } = choose(process.argv.slice(2));
  await alone(install);
  const node = await pinnedNode();
  const dir = await temporaryFolder();
  const services = await servicesFor(parts, dir);
  try {
    const env = withTools({ ...withoutShop(process.env), ...services.env });
    const results = await runAll(parts, { node, env, dir, jestArgs });
    return report(results, since);
  } finally {
    await services.remove();
    rmSync(dir, { recursive: true, force: true });
  }
});

/**
 * @param {Part[]} parts
 * @param {string} dir
 */
async function servicesFor(parts, dir) {
  const given = withEnvFile(process.env, join(root, '.env'));
  const { TEST_DATABASE_URL, TEST_REDIS_URL } = given;
  refuseTheShopsOwn(given);
  const nothing = { env: { TEST_DATABASE_URL, TEST_REDIS_URL }, remove: async () => Promise.resolve() };
  if (!parts.some(({ services }) => services)) return nothing;
  if (TEST_DATABASE_URL !== undefined && TEST_REDIS_URL !== undefined) return nothing;
  // Loopback, a temporary folder, no waiting for the disk: gone after the run.
  const own = await startPrivateServices({
    dir,
    database: { durable: false, adminOfServer: true },
    redis: { durable: false },
  });
  say(`Private database and Redis for this run in ${dir}`);
  const env = {
    TEST_DATABASE_URL: TEST_DATABASE_URL ?? own.database.adminUrl,
    TEST_REDIS_URL: TEST_REDIS_URL ?? own.redis.url,
  };
  return { env, remove: () => own.remove() };
}

/**
 * The tests empty the Redis that they get.
 * @param {NodeJS.ProcessEnv} given
 */
function refuseTheShopsOwn({ TEST_REDIS_URL, REDIS_URL }) {
  if (TEST_REDIS_URL !== undefined && TEST_REDIS_URL === REDIS_URL) {
    throw new Failure('TEST_REDIS_URL is the same as REDIS_URL: the tests need a Redis of their own.');
  }
}

/** @typedef {Count & { name: string, duration: string }} Result */

/**
 * Goes on after a failure, so that one run shows all there is to see.
 * @param {Part[]} parts
 * @param {Setting} setting
 * @returns {Promise<Result[]>}
 */
async function runAll(parts, setting) {
  const results = [];
  for (const part of parts) {
    const since = Date.now();
    say(`\n== ${part.name}`);
    const count = await run(part, setting);
    if (interrupted) throw new Failure('Stopped.');
    results.push({ name: part.name, duration: secondsSince(since), ...count });
  }
  return results;
}

/**
 * @param {Part} part
 * @param {Setting} setting
 * @returns {Promise<Count>}
 */
async function run(part, setting) {
  if (part.kind === 'jest') return runJest(part, setting);
  const passed = part.kind === 'build' ? await runBuild(setting) : await runCheck(part, setting);
  return { passed: passed ? 1 : 0, failed: passed ? 0 : 1, skipped: 0 };
}

/** @param {Setting} setting */
async function runBuild({ node }) {
  try {
    await alone(() => build(node));
    return true;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    complain(error.message);
    return false;
  }
}

/**
 * @param {Part} part
 * @param {Setting} setting
 */
async function runCheck({ command }, { node, env }) {
  say(`   ${command.join(' ')}`);
  return (await attach(node, command, { cwd: root, env })).code === 0;
}

/**
 * @param {Part} part
 * @param {Setting} setting
 */
async function runJest({ name, command }, { node, env, dir, jestArgs }) {
  const file = join(dir, `${name}.json`);
  const workers = jestArgs.some((arg) => /^(-w|-i|--maxWorkers|--runInBand)/.test(arg))
    ? []
    : [`--maxWorkers=${String(Math.max(1, cpus().length))}`];
  const args = [...command, '--json', `--outputFile=${file}`, ...workers, ...jestArgs];
  const { code } = await attach(node, args, { cwd: root, env });
  return countJest(readJson(file), code);
}

/**
 * @param {Result[]} results
 * @param {number} since
 */
function report(results, since) {
  say(`\n== result (${secondsSince(since)})`);
  for (const { name, duration, passed, failed, skipped } of results) {
    const notes = [`${String(passed)} passed`, `${String(failed)} failed`];
    if (skipped > 0) notes.push(`${String(skipped)} skipped`);
    say(`   ${name.padEnd(13)} ${duration.padStart(8)}   ${notes.join(', ')}`);
  }
  const sum = (/** @type {'passed' | 'failed'} */ key) =>
    results.reduce((total, result) => total + result[key], 0);
  const failed = sum('failed');
  say(`\n${String(sum('passed'))} passed, ${String(failed)} failed`);
  return failed === 0 ? 0 : 1;
}
