// @ts-check
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Reads a JSON file; a missing or half-written one counts as absent.
 * @param {string} file
 * @returns {Record<string, any> | undefined}
 */
export function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if (isMissing(error) || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/**
 * Writes for the owner's eyes only. By renaming, so that a reader never meets half a file.
 * @param {string} file
 * @param {string} text
 */
export function writePrivate(file, text) {
  mkdirSync(dirname(file), { recursive: true });
  const draft = `${file}.${String(process.pid)}.tmp`;
  writeFileSync(draft, text, { mode: 0o600 });
  renameSync(draft, file);
}

/**
 * @param {string} file
 * @param {unknown} value
 */
export function writeJson(file, value) {
  writePrivate(file, `${JSON.stringify(value, null, 2)}\n`);
}

/**
 * Secrets that are made once and then kept in `<dir>/secrets.json`.
 * @param {string} dir
 */
export function secretsIn(dir) {
  const file = join(dir, 'secrets.json');
  const known = readJson(file) ?? {};
  return {
    /**
     * @param {string} name
     * @param {string} [prefix]
     * @param {number} [bytes]
     * @returns {string}
     */
    get(name, prefix = '', bytes = 24) {
      if (typeof known[name] !== 'string') {
        known[name] = prefix + randomBytes(bytes).toString('hex');
        writeJson(file, known);
      }
      return known[name];
    },
  };
}

/** @param {unknown} error */
export function isMissing(error) {
  return codeOf(error) === 'ENOENT';
}

/**
 * @param {unknown} error
 * @returns {unknown} such as ENOENT
 */
export function codeOf(error) {
  // Not `instanceof Error`: under Jest, Node's own errors come from another realm.
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}
