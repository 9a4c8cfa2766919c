// @ts-check
import { linkSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { say } from './console.mjs';
import { stateDir } from './paths.mjs';
import { identityOf, isAlive } from './process-identity.mjs';
import { codeOf, readJson } from './state.mjs';

/**
 * Takes the lock if nobody alive has it. A lock left by a killed process counts as free.
 * @param {string} file
 * @param {Record<string, unknown>} [note] what the holder wants to tell the others
 * @returns {boolean}
 */
export function tryLock(file, note = {}) {
  const holder = readJson(file);
  if (isAlive(holder)) return false;
  if (holder) rmSync(file, { force: true });
  mkdirSync(dirname(file), { recursive: true });
  const draft = `${file}.${String(process.pid)}`;
  writeFileSync(draft, JSON.stringify({ pid: process.pid, identity: identityOf(process.pid), ...note }));
  try {
    // Appears with its content and only if there is none yet: nobody sees an empty lock, and two can't both have it.
    linkSync(draft, file);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/**
 * Installing and building write the same folders for `npm start` and `npm test`: one at a time.
 * @template T
 * @param {() => Promise<T>} work
 * @param {AbortSignal} [stopping] gives up waiting
 * @returns {Promise<T>}
 */
export async function alone(work, stopping) {
  const file = join(stateDir, 'preparing.json');
  let told = false;
  while (!tryLock(file)) {
    if (!told) say('  Another command is installing or building here; waiting for it …');
    told = true;
    await sleep(200);
    stopping?.throwIfAborted();
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}
