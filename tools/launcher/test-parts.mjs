// @ts-check
import { Failure } from './console.mjs';

/** @typedef {'format' | 'lint' | 'types' | 'build' | 'architecture' | 'unit' | 'integration' | 'stories'} PartName */
/**
 * @typedef {object} Part
 * @property {PartName} name
 * @property {'check' | 'build' | 'jest'} kind
 * @property {string[]} command what Node runs
 * @property {boolean} [services] needs a database and a Redis
 */

const jest = [
  '--experimental-vm-modules',
  '--disable-warning=ExperimentalWarning',
  'node_modules/jest/bin/jest.js',
  '--selectProjects',
];

/** @type {Part[]} */
export const allParts = [
  { name: 'format', kind: 'check', command: ['node_modules/prettier/bin/prettier.cjs', '--check', '.'] },
  { name: 'lint', kind: 'check', command: ['node_modules/eslint/bin/eslint.js', '--max-warnings=0', '.'] },
  {
    name: 'types',
    kind: 'check',
    command: ['node_modules/typescript/bin/tsc', '--noEmit', '-p', 'tsconfig.json'],
  },
  { name: 'build', kind: 'build', command: [] },
  { name: 'architecture', kind: 'jest', command: [...jest, 'architecture'] },
  { name: 'unit', kind: 'jest', command: [...jest, 'unit'] },
  { name: 'integration', kind: 'jest', command: [...jest, 'integration'], services: true },
  { name: 'stories', kind: 'jest', command: [...jest, 'stories'], services: true },
];

/**
 * What `npm test -- …` asks for: names of parts first, the rest goes to Jest.
 * @param {string[]} words
 * @returns {{ parts: Part[], jestArgs: string[] }}
 */
export function choose(words) {
  const isPart = (/** @type {string} */ word) => allParts.some(({ name }) => name === word);
  const firstOther = words.findIndex((word) => !isPart(word));
  const names = firstOther === -1 ? words : words.slice(0, firstOther);
  const jestArgs = firstOther === -1 ? [] : words.slice(firstOther);
  if (names.length === 0) return { parts: jestArgs.length > 0 ? jestParts() : allParts, jestArgs };
  // The stories run the built programs.
  const wanted = allParts.filter(
    ({ name }) => names.includes(name) || (name === 'build' && names.includes('stories')),
  );
  if (jestArgs.length > 0 && !wanted.some(({ kind }) => kind === 'jest')) {
    throw new Failure(`${names.join(', ')}: takes no further words (${jestArgs.join(' ')}).`);
  }
  return { parts: wanted, jestArgs };
}

function jestParts() {
  return allParts.filter(({ kind }) => kind !== 'check');
}

/** @typedef {{ passed: number, failed: number, skipped: number }} Count */

/**
 * Counts a Jest run. A file that could not even be loaded, and a run that failed for no counted reason, is a failure.
 * @param {Record<string, any> | undefined} report what `--json` wrote
 * @param {number | null} exitCode
 * @returns {Count}
 */
export function countJest(report, exitCode) {
  if (report === undefined) return { passed: 0, failed: 1, skipped: 0 };
  const broken = report['numRuntimeErrorTestSuites'];
  const failed = report['numFailedTests'] + broken;
  return {
    passed: report['numPassedTests'],
    failed: failed === 0 && exitCode !== 0 ? 1 : failed,
    skipped: report['numPendingTests'] + report['numTodoTests'],
  };
}
