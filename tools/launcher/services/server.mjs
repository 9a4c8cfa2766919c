// @ts-check
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from '../console.mjs';
import { ManagedProcess, stopLeftOver } from '../process.mjs';
import { readJson, writeJson } from '../state.mjs';

/** @typedef {import('../process.mjs').Launch} Launch */

/**
 * A server of our own that can be stopped, killed and started again at the same place.
 * The chaos runs use the rough ways, everybody else `start` and `stop`.
 */
export class PrivateServer {
  /** @type {ManagedProcess | undefined} */
  #process;

  /**
   * @param {object} plan
   * @param {Launch} plan.launch
   * @param {number} plan.port
   * @param {string} plan.dir all that the server keeps
   * @param {() => Promise<boolean>} plan.isReady
   */
  constructor(plan) {
    this.plan = plan;
    // Remembers the process, for the next start.
    this.processFile = join(plan.dir, 'process.json');
  }

  get name() {
    return this.plan.launch.name;
  }

  get port() {
    return this.plan.port;
  }

  get pid() {
    return this.#process?.pid ?? 0;
  }

  get running() {
    return this.#process?.running ?? false;
  }

  get logFile() {
    return this.plan.launch.logFile;
  }

  /** @returns {Promise<import('../process.mjs').Exit>} resolves when the running process ends */
  get exited() {
    return this.#process?.exited ?? Promise.resolve({ code: 0, signal: null });
  }

  /** Starts the server and waits until it answers. A process that a killed launcher left here is ended first. */
  async start() {
    if (this.running) return;
    await stopLeftOver(knownProcess(this.processFile), 60_000);
    const started = ManagedProcess.start(this.plan.launch);
    this.#process = started;
    writeJson(this.processFile, { pid: started.pid, identity: started.identity });
    await this.#untilReady(started);
  }

  /** @param {ManagedProcess} started */
  async #untilReady(started) {
    const deadline = Date.now() + 120_000; // After a kill, a large database first recovers.
    while (!(await this.plan.isReady())) {
      if (!started.running) throw new Failure(`${this.name} did not start:\n${started.lastLines()}`);
      if (Date.now() > deadline)
        throw new Failure(`${this.name} gave no answer for two minutes (${this.logFile}).`);
      await sleep(30);
    }
  }

  /** Ends the server in order. */
  async stop() {
    await this.#process?.stop(60_000);
  }

  /**
   * Sends any signal: SIGSTOP and SIGCONT for a server that hangs.
   * @param {NodeJS.Signals} signal
   */
  async signal(signal) {
    this.#process?.signal(signal);
    return Promise.resolve();
  }

  /** kill -9, and waits until the process is gone. */
  async kill() {
    await this.signal('SIGKILL');
    await this.exited;
  }

  /** Takes the data away as well. */
  async remove() {
    await this.kill();
    rmSync(this.plan.dir, { recursive: true, force: true });
  }
}

/** @param {string} processFile */
function knownProcess(processFile) {
  const { pid = 0, identity } = readJson(processFile) ?? {};
  return { pid, identity };
}
