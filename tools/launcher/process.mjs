// @ts-check
import { spawn } from 'node:child_process';
import {
  accessSync,
  closeSync,
  constants,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
} from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isMissing } from './state.mjs';
import { identityOf, isAlive, signalGroup } from './process-identity.mjs';

/** @typedef {{ code: number | null, signal: NodeJS.Signals | null }} Exit */
/** @typedef {{ name: string, command: string, args: string[], env?: NodeJS.ProcessEnv, cwd?: string, logFile: string }} Launch */

// Where servers live that are not on an ordinary user's PATH (Debian: sbin, Fedora: libexec, Homebrew: kegs).
const serverFolders = ['/usr/sbin', '/usr/local/sbin', '/usr/local/bin', '/usr/libexec', '/opt/homebrew/bin'];

/**
 * @param {string} name
 * @returns {string | undefined} the full path
 */
export function findBinary(name) {
  const onPath = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return [...onPath, ...serverFolders].map((folder) => join(folder, name)).find(isExecutable);
}

/** @param {string} file */
function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false; // Absent or not ours to run: either way not a candidate.
  }
}

/**
 * @typedef {object} CaptureOptions
 * @property {NodeJS.ProcessEnv} [env]
 * @property {string} [cwd]
 * @property {string} [input]
 * @property {number} [timeoutMs]
 * @property {boolean} [apart] goes on when we are told to stop
 */

/** @type {Set<import('node:child_process').ChildProcess>} */
const captured = new Set();

/** Ends the commands that are waited for. Ctrl-C reaches them by the terminal, a SIGTERM reaches only us. */
export function endCaptured() {
  for (const child of captured) child.kill('SIGTERM');
}

/**
 * Runs a command to its end and collects what it says.
 * @param {string} command
 * @param {string[]} args
 * @param {CaptureOptions} [options]
 * @returns {Promise<Exit & { output: string, stdout: string }>} `output` is both streams as they came
 */
export function capture(command, args, { env, cwd, input, timeoutMs, apart = false } = {}) {
  return new Promise((resolve) => {
    const limit = timeoutMs === undefined ? {} : { timeout: timeoutMs };
    const child = spawn(command, args, { env, cwd, stdio: 'pipe', detached: apart, ...limit });
    if (!apart) captured.add(child);
    let [output, stdout] = ['', ''];
    child.stdout.on('data', (chunk) => {
      output += String(chunk);
      stdout += String(chunk);
    });
    child.stderr.on('data', (chunk) => (output += String(chunk)));
    child.stdin.on('error', () => undefined); // The command may end without reading; its exit code tells.
    child.stdin.end(input ?? '');
    const end = (/** @type {Exit} */ exit, problem = '') => {
      captured.delete(child);
      resolve({ ...exit, stdout, output: output + problem });
    };
    child.on('error', (error) => end({ code: 127, signal: null }, error.message));
    child.on('close', (code, signal) => end({ code, signal }));
  });
}

/**
 * Runs a command to its end on the reader's own terminal.
 * @param {string} command
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, cwd?: string }} [options]
 * @returns {Promise<Exit>}
 */
export function attach(command, args, { env, cwd } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { env, cwd, stdio: ['ignore', 'inherit', 'inherit'] });
    // Ctrl-C reaches the child by the terminal, a SIGTERM only us: hand it on, and end when the child has ended.
    const forward = (/** @type {NodeJS.Signals} */ signal) => void child.kill(signal);
    const ignore = () => undefined;
    process.on('SIGTERM', forward).on('SIGINT', ignore);
    child.on('error', reject);
    child.on('close', (code, signal) => {
      process.off('SIGTERM', forward).off('SIGINT', ignore);
      resolve({ code, signal });
    });
  });
}

/** A long-running child in a process group of its own, so that Ctrl-C reaches only us and we end things in order. */
export class ManagedProcess {
  /**
   * @param {Launch} launch
   * @returns {ManagedProcess}
   */
  static start(launch) {
    mkdirSync(dirname(launch.logFile), { recursive: true });
    keepPreviousLog(launch.logFile);
    const log = openSync(launch.logFile, 'a', 0o600);
    const { command, args, env, cwd } = launch;
    // Straight into the file: a log that went through us would break off, and block its writer, when we die.
    const child = spawn(command, args, { env, cwd, detached: true, stdio: ['ignore', log, log] });
    closeSync(log);
    return new ManagedProcess(launch, child);
  }

  /**
   * @param {Launch} launch
   * @param {import('node:child_process').ChildProcess} child
   */
  constructor({ name, logFile }, child) {
    this.name = name;
    this.logFile = logFile;
    this.pid = child.pid ?? 0;
    this.identity = identityOf(this.pid);
    this.running = true;
    /** @type {Promise<Exit>} */
    this.exited = new Promise((resolve) => {
      const end = (/** @type {Exit} */ exit) => {
        this.running = false;
        resolve(exit);
      };
      child.on('error', () => end({ code: 127, signal: null }));
      child.on('exit', (code, signal) => end({ code, signal }));
    });
  }

  /** @param {NodeJS.Signals} signal */
  signal(signal) {
    if (this.running && this.pid > 0) signalGroup(this.pid, signal);
  }

  /**
   * Asks the process to end, and makes it end when it does not in time.
   * @param {number} graceMs
   * @returns {Promise<boolean>} whether it ended by itself
   */
  async stop(graceMs) {
    this.signal('SIGTERM');
    const inTime = await Promise.race([this.exited.then(() => true), sleep(graceMs, false, { ref: false })]);
    if (!inTime) this.signal('SIGKILL');
    await this.exited;
    return inTime;
  }

  /** @param {number} [lines] */
  lastLines(lines = 15) {
    return tail(this.logFile, lines);
  }
}

/**
 * Ends a process that an earlier, killed launcher left behind.
 * @param {{ pid: number, identity: string | undefined }} known
 * @param {number} graceMs
 */
export async function stopLeftOver(known, graceMs) {
  if (!isAlive(known)) return;
  signalGroup(known.pid, 'SIGTERM');
  const deadline = Date.now() + graceMs;
  while (isAlive(known) && Date.now() < deadline) await sleep(50);
  if (isAlive(known)) signalGroup(known.pid, 'SIGKILL');
  while (isAlive(known)) await sleep(20);
}

/** @param {string} logFile */
function keepPreviousLog(logFile) {
  try {
    renameSync(logFile, logFile.replace(/\.log$/, '.previous.log'));
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
}

/**
 * @param {string} file
 * @param {number} lines
 */
export function tail(file, lines) {
  try {
    return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-lines).join('\n');
  } catch (error) {
    if (isMissing(error)) return '';
    throw error;
  }
}
