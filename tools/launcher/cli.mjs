// @ts-check
// npm run cli -- <command>: the operators' commands, on the configured database or the one that npm start made.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from './build.mjs';
import { cliEnvironmentFile } from './cli-environment.mjs';
import { Failure, main } from './console.mjs';
import { withEnvFile } from './env-file.mjs';
import { withTools } from './environment.mjs';
import { install, pinnedNode } from './install.mjs';
import { alone, tryLock } from './lock.mjs';
import { root, stateDir } from './paths.mjs';
import { attach } from './process.mjs';
import { choosePorts, environmentOf, openServices } from './shop.mjs';
import { readJson } from './state.mjs';

const lockFile = join(stateDir, 'launcher.json');

await main(async () => {
  await alone(install);
  const node = await pinnedNode();
  await alone(() => build(node));
  const given = withTools(withEnvFile(process.env, join(root, '.env')));
  if (tryLock(lockFile)) return onOpenedServices(node, given);
  const running = readJson(cliEnvironmentFile);
  if (running === undefined)
    throw new Failure('The shop is just starting or stopping: try again in a moment.');
  return runCli(node, { ...given, ...running });
});

/**
 * The shop does not run: its database is opened for this command only.
 * @param {string} node
 * @param {NodeJS.ProcessEnv} given
 */
async function onOpenedServices(node, given) {
  try {
    const services = await openServices(given, new AbortController().signal);
    try {
      return await runCli(node, environmentOf(given, await choosePorts(given), services).cli);
    } finally {
      await services.stop();
    }
  } finally {
    rmSync(lockFile, { force: true });
  }
}

/**
 * @param {string} node
 * @param {NodeJS.ProcessEnv} env
 */
async function runCli(node, env) {
  const cli = 'dist/apps/cli/src/main.js';
  const { code } = await attach(node, [cli, ...process.argv.slice(2)], {
    cwd: root,
    env,
  });
  return code ?? 1;
}
