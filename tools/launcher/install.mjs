// @ts-check
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Failure, step } from './console.mjs';
import { readText } from './env-file.mjs';
import { root } from './paths.mjs';
import { capture, findBinary } from './process.mjs';
import { writePrivate } from './state.mjs';

const oldestNode = [24, 9];

const lockFile = join(root, 'package-lock.json');
const modules = join(root, 'node_modules');
const stampFile = join(modules, '.tradepost-installed');

/** Brings node_modules up to what package-lock.json says. */
export async function install() {
  const wanted = createHash('sha256').update(readFileSync(lockFile)).digest('hex');
  if (isInstalled(wanted)) return;
  if (!hasBeenInstalledByHand()) await step('Installing the dependencies (npm ci)', npmCi);
  writePrivate(stampFile, wanted);
}

/** @param {string} wanted */
function isInstalled(wanted) {
  return readText(stampFile) === wanted;
}

/** npm writes a list of what it has installed, as its last act: there and newer than the lock file means up to date. */
function hasBeenInstalledByHand() {
  const written = timeOf(join(modules, '.package-lock.json'));
  // `npm install <package>` writes the lock file itself, a moment after that list.
  return written > 0 && written + 5000 >= timeOf(lockFile);
}

/** @param {string} file */
function timeOf(file) {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

async function npmCi() {
  rmSync(stampFile, { force: true }); // Should this break off, the next command must see it.
  // NODE_ENV=production or a user's npmrc would leave out what building and testing need.
  const args = ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund'];
  const { command, first } = npm();
  const { code, output } = await capture(command, [...first, ...args], { cwd: root });
  if (code !== 0) throw new Failure(`npm ci failed:\n${output.trimEnd()}`);
}

/** The npm that started us; found on PATH when a script was started by hand. */
function npm() {
  const script = process.env['npm_execpath'];
  if (script?.endsWith('npm-cli.js') === true) {
    return { command: process.env['npm_node_execpath'] ?? process.execPath, first: [script] };
  }
  const command = findBinary('npm');
  if (command === undefined) throw new Failure('npm is not on the PATH.');
  return { command, first: [] };
}

/**
 * The Node that runs everything but these scripts: the pinned one, which the optional dependencies bring along.
 * @returns {Promise<string>}
 */
export async function pinnedNode() {
  const pinned = join(root, 'node_modules', '.bin', 'node');
  if (existsSync(pinned) && (await isUsable(pinned))) return pinned;
  if (await isUsable(process.execPath)) return process.execPath;
  throw new Failure(
    `Tradepost needs Node ${oldestNode.join('.')} or newer. It comes along with npm ci on Linux (x64 and arm64, glibc); ` +
      `here, install it yourself and start again (this is ${process.version}).`,
  );
}

/** @param {string} node */
async function isUsable(node) {
  const { code, output } = await capture(node, ['--version'], { timeoutMs: 10_000 });
  return code === 0 && isRecentEnough(output.trim());
}

/** @param {string} version like v24.9.0 */
export function isRecentEnough(version) {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = oldestNode;
  return major > oldestMajor || (major === oldestMajor && minor >= oldestMinor);
}
