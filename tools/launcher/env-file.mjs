// @ts-check
import { readFileSync } from 'node:fs';
import { isMissing } from './state.mjs';

/**
 * Reads the text of a `.env` file: KEY=value, optional `export`, quotes, `#` comments. Written here
 * because Node has its own reader only since 20.12. Values in double quotes may hold \n and span lines.
 * @param {string} text
 * @returns {Record<string, string>}
 */
export function parseEnv(text) {
  const assignment =
    /^[ \t]*(?:export[ \t]+)?([A-Za-z_][A-Za-z0-9_]*)[ \t]*=[ \t]*(?:"((?:\\.|[^"\\])*)"|'([^']*)'|([^\r\n]*))/gm;
  /** @type {Record<string, string>} */
  const values = {};
  for (const [, key = '', double, single, bare] of text.matchAll(assignment)) {
    values[key] = double !== undefined ? unescaped(double) : (single ?? withoutComment(bare ?? ''));
  }
  return values;
}

/** @param {string} value */
function unescaped(value) {
  return value.replace(/\\(.)/gs, (_, character) => (character === 'n' ? '\n' : String(character)));
}

/** @param {string} value */
function withoutComment(value) {
  return value.replace(/(^|[ \t])#.*$/, '').trim();
}

/**
 * The names that a `.env.example` speaks of, commented-out ones too.
 * @param {string} text
 * @returns {string[]}
 */
export function namesIn(text) {
  return [...text.matchAll(/^[ \t]*(?:#[ \t]*)?([A-Z][A-Z0-9_]+)=/gm)].map(([, name = '']) => name);
}

/**
 * The environment with the file beneath it: what is set outside wins. Empty values in the file count as not set.
 * @param {NodeJS.ProcessEnv} environment
 * @param {string} file
 * @returns {NodeJS.ProcessEnv}
 */
export function withEnvFile(environment, file) {
  const set = Object.entries(parseEnv(readText(file))).filter(([, value]) => value !== '');
  return { ...Object.fromEntries(set), ...environment };
}

/** @param {string} file */
export function readText(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (isMissing(error)) return '';
    throw error;
  }
}
