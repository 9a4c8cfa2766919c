// @ts-check
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { identityOf, isAlive } from './process-identity.mjs';
import { stopLeftOver } from './process.mjs';
import { readJson, writeJson } from './state.mjs';

const prefix = 'tradepost-run-';

/**
 * A folder for the services of one run. Those of runs that were killed are cleared away first, servers and all.
 * @returns {Promise<string>}
 */
export async function temporaryFolder() {
  await clearLeftOvers();
  const dir = mkdtempSync(join(tmpdir(), prefix));
  writeJson(join(dir, 'owner.json'), { pid: process.pid, identity: identityOf(process.pid) });
  return dir;
}

async function clearLeftOvers() {
  for (const name of readdirSync(tmpdir()).filter((each) => each.startsWith(prefix))) {
    const dir = join(tmpdir(), name);
    const owner = readJson(join(dir, 'owner.json'));
    // Without a note of its owner it may be a run that begins at this moment.
    if (owner === undefined || isAlive(owner) || !isOurs(dir)) continue;
    for (const service of ['database', 'redis']) {
      const { pid = 0, identity } = readJson(join(dir, service, 'process.json')) ?? {};
      await stopLeftOver({ pid, identity }, 5000);
    }
    rmSync(dir, { recursive: true, force: true });
  }
}

/** @param {string} dir */
function isOurs(dir) {
  return process.getuid === undefined || statSync(dir).uid === process.getuid();
}
