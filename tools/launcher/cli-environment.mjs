// @ts-check
import { join } from 'node:path';
import { stateDir } from './paths.mjs';

/** While the shop runs: what `npm run cli` has to set to reach the same database. */
export const cliEnvironmentFile = join(stateDir, 'cli-environment.json');

/**
 * @param {NodeJS.ProcessEnv} environment
 * @param {NodeJS.ProcessEnv} base
 */
export function differences(environment, base) {
  const entries = Object.entries(environment).filter(
    ([name, value]) => value !== base[name] && name !== 'PATH',
  );
  return Object.fromEntries(entries);
}
