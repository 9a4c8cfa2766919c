// @ts-check
import { join } from 'node:path';
import { Failure } from '../console.mjs';
import { readJson, writeJson } from '../state.mjs';
import { canUseApt, installWithApt } from './apt.mjs';
import { chooseSource } from './choice.mjs';
import { databaseBinaryFor } from './database.mjs';
import { canUseDocker } from './docker.mjs';
import { findRedisBinary } from './redis.mjs';

/** @typedef {import('./choice.mjs').Source} Source */
/** @typedef {import('./apt.mjs').ServiceName} ServiceName */
/** @typedef {Exclude<Source, 'apt'>} ReadySource */

/** @type {Record<ServiceName, (dir: string) => Promise<boolean>>} */
const hasBinary = {
  database: async (dir) => (await databaseBinaryFor(join(dir, 'database'))) !== undefined,
  redis: async () => Promise.resolve(findRedisBinary() !== undefined),
};

/**
 * Decides where the services come from, and installs what can only come by apt.
 * @param {string} dir where their data is or will be
 * @param {Partial<Record<ServiceName, string>>} configured addresses that the user has given
 * @returns {Promise<Record<ServiceName, ReadySource>>}
 */
export async function findSources(dir, configured = {}) {
  const file = join(dir, 'sources.json');
  const remembered = readJson(file) ?? {};
  const docker = once(canUseDocker);
  const apt = once(canUseApt);
  const choose = async (/** @type {ServiceName} */ name) => {
    const binary = () => hasBinary[name](dir);
    return chooseSource({ configured: configured[name], remembered: remembered[name], binary, docker, apt });
  };
  const ready = await byApt({ database: await choose('database'), redis: await choose('redis') });
  writeJson(file, { ...remembered, ...withoutConfigured(ready) });
  return ready;
}

/**
 * @param {Record<ServiceName, Source | undefined>} chosen
 * @returns {Promise<Record<ServiceName, ReadySource>>}
 */
async function byApt(chosen) {
  const { database, redis } = chosen;
  if (database === undefined) throw new Failure(nowhere('database', 'DATABASE_URL'));
  if (redis === undefined) throw new Failure(nowhere('Redis', 'REDIS_URL'));
  /** @type {ServiceName[]} */
  const missing = [...(database === 'apt' ? [/** @type {const} */ ('database')] : [])];
  if (redis === 'apt') missing.push('redis');
  if (missing.length > 0) await installWithApt(missing);
  const settle = (/** @type {Source} */ source) => (source === 'apt' ? 'binary' : source);
  return { database: settle(database), redis: settle(redis) };
}

/** @param {Record<ServiceName, ReadySource>} sources */
function withoutConfigured(sources) {
  return Object.fromEntries(Object.entries(sources).filter(([, source]) => source !== 'configured'));
}

/**
 * @param {string} what
 * @param {string} variable
 */
function nowhere(what, variable) {
  return (
    `No ${what} was found: there is no program for it on this machine, no Docker engine runs, and apt can't be used ` +
    `without asking for a password. Do one of these: set ${variable} in .env; start Docker; ` +
    'install MySQL 8 (or MariaDB 10.6) and Redis; or start this once as root.'
  );
}

/**
 * @param {() => Promise<boolean>} ask
 * @returns {() => Promise<boolean>}
 */
function once(ask) {
  /** @type {Promise<boolean> | undefined} */
  let answer;
  return () => (answer ??= ask());
}
