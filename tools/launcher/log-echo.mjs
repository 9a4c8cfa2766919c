// @ts-check
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { relative } from 'node:path';
import { say } from './console.mjs';
import { root } from './paths.mjs';

const pollMs = 500;
const mostAtOnce = 5;
const mostBytes = 256 * 1024;

/**
 * Shows the warnings and errors of a log as they come; everything else is in the file. A flood is only counted.
 * @param {string} name
 * @param {string} logFile
 * @returns {() => void} ends it
 */
export function echoTroubles(name, logFile) {
  const file = openSync(logFile, 'r');
  let [position, rest] = [0, ''];
  const look = () => {
    const { size } = fstatSync(file);
    position = Math.max(position, size - mostBytes);
    const buffer = Buffer.alloc(size - position);
    position += readSync(file, buffer, 0, buffer.length, position);
    const lines = (rest + buffer.toString('utf8')).split('\n');
    rest = lines.pop() ?? '';
    show(
      name,
      logFile,
      lines.map(trouble).filter((text) => text !== undefined),
    );
  };
  const timer = setInterval(look, pollMs);
  return () => {
    clearInterval(timer);
    look();
    closeSync(file);
  };
}

/**
 * @param {string} name
 * @param {string} logFile
 * @param {string[]} troubles
 */
function show(name, logFile, troubles) {
  for (const text of troubles.slice(0, mostAtOnce)) say(`[${name}] ${text}`);
  const more = troubles.length - mostAtOnce;
  if (more > 0) say(`[${name}] … and ${String(more)} more in ${relative(root, logFile)}`);
}

const levels = new Map([
  [40, 'warning'],
  [50, 'error'],
  [60, 'fatal'],
]);

/**
 * @param {string} line of a log: JSON by pino, or plain text of whatever else writes there
 * @returns {string | undefined} what to show; nothing when all is well
 */
export function trouble(line) {
  if (!line.startsWith('{')) return /(warn(ing)?|error|fatal)\b/i.test(line) ? line : undefined;
  try {
    const { level, msg, err, context } = JSON.parse(line);
    const word = levels.get(level);
    if (word === undefined) return undefined;
    const parts = [context, msg, err?.message === msg ? undefined : err?.message];
    return `${word}: ${parts.filter((part) => typeof part === 'string' && part !== '').join(': ')}`;
  } catch {
    return line; // Cut off in the middle: better shown than lost.
  }
}
