// @ts-check
import { resolve } from 'node:path';
import { Failure } from '../console.mjs';
import { answers } from '../ports.mjs';
import { findDatabaseBinary } from './database-binary.mjs';
import { filesOf, flavourOf, initialise, writeConfig } from './database-files.mjs';
import { PrivateServer } from './server.mjs';

/** @typedef {import('./database-files.mjs').DatabaseSettings} DatabaseSettings */

/**
 * @param {string} dir
 * @returns {Promise<import('./database-binary.mjs').DatabaseBinary | undefined>} a server that can run what is in the folder
 */
export function databaseBinaryFor(dir) {
  return findDatabaseBinary(flavourOf(dir));
}

/**
 * A MySQL or MariaDB of our own: loopback only, all its files in one folder.
 * @param {{ dir: string, port: number, settings: DatabaseSettings }} options
 * @returns {Promise<PrivateServer>} not yet started
 */
export async function prepareDatabase({ dir, port, settings }) {
  const binary = await databaseBinaryFor(dir);
  if (binary === undefined) throw new Failure(missing(dir));
  await initialise(dir, binary);
  writeConfig(dir, port, settings);
  const files = filesOf(dir);
  const asRoot = process.getuid?.() === 0 ? ['--user=root'] : [];
  const args = [`--defaults-file=${resolve(files.config)}`, ...asRoot];
  return new PrivateServer({
    launch: { name: 'database', command: binary.path, args, logFile: files.log },
    port,
    dir,
    // The server greets only after its init file has run. 10 is the protocol's version, the fifth byte.
    isReady: () => answers(port, { expect: (greeting) => greeting.length > 4 && greeting[4] === 10 }),
  });
}

/** @param {string} dir */
function missing(dir) {
  const flavour = flavourOf(dir);
  if (flavour === undefined) return 'There is no MySQL 8 or MariaDB 10.6 (or newer) on this machine.';
  const name = flavour === 'mysql' ? 'MySQL' : 'MariaDB';
  return `The data in ${dir} was made by ${name}, which is not on this machine any more. Install it again, or remove that folder.`;
}

/**
 * @param {{ name: string, password: string }} account
 * @param {number} port
 * @param {string} schema
 */
export function databaseUrl({ name, password }, port, schema) {
  return `mysql://${name}:${password}@127.0.0.1:${String(port)}/${schema}`;
}
