// @ts-check
import { capture, findBinary } from '../process.mjs';

/** @typedef {'mariadb' | 'mysql'} Flavour */
/** @typedef {{ path: string, flavour: Flavour, version: string }} DatabaseBinary */

// The shop needs FOR UPDATE SKIP LOCKED, which came with MySQL 8.0 and MariaDB 10.6.
const oldest = { mysql: [8, 0], mariadb: [10, 6] };

/**
 * @param {Flavour} [flavour] only this one, because the data was made by it
 * @returns {Promise<DatabaseBinary | undefined>}
 */
export async function findDatabaseBinary(flavour) {
  for (const name of ['mysqld', 'mariadbd']) {
    const path = findBinary(name);
    if (path === undefined) continue;
    const binary = describe(path, (await capture(path, ['--no-defaults', '--version'])).output);
    if (binary && isRecentEnough(binary) && (flavour === undefined || binary.flavour === flavour))
      return binary;
  }
  return undefined;
}

/**
 * @param {string} path
 * @param {string} answer what `--version` says; on Debian `mysqld` is often a link to MariaDB
 * @returns {DatabaseBinary | undefined}
 */
export function describe(path, answer) {
  const version = /\bVer\s+(\d+\.\d+\.\d+)/.exec(answer)?.[1];
  if (version === undefined) return undefined;
  return { path, version, flavour: /mariadb/i.test(answer) ? 'mariadb' : 'mysql' };
}

/** @param {DatabaseBinary} binary */
export function isRecentEnough({ flavour, version }) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = oldest[flavour];
  return major > oldestMajor || (major === oldestMajor && minor >= oldestMinor);
}
