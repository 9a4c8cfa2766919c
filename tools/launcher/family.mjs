// @ts-check
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from './console.mjs';
import { echoTroubles } from './log-echo.mjs';
import { root } from './paths.mjs';
import { ManagedProcess, stopLeftOver } from './process.mjs';
import { readJson, writeJson } from './state.mjs';

/**
 * @typedef {object} Member
 * @property {string} name
 * @property {string[]} run what Node runs, from the repository's root
 * @property {NodeJS.ProcessEnv} env
 * @property {string} readyUrl answers 200 when it can work
 */

/** The programs of the shop: started, watched and ended together. */
export class Family {
  /** @type {{ process: ManagedProcess, endEcho: () => void }[]} */
  #members = [];

  /**
   * @param {object} plan
   * @param {string} plan.node
   * @param {string} plan.dir
   * @param {AbortSignal} plan.stopping
   */
  constructor(plan) {
    this.plan = plan;
    this.file = join(plan.dir, 'processes.json');
  }

  /** Ends what a launcher that was killed has left running. */
  async endLeftOvers() {
    const known = readJson(this.file)?.['processes'] ?? [];
    await Promise.all(known.map((/** @type {any} */ each) => stopLeftOver(each, 10_000)));
  }

  /**
   * Starts some programs side by side and waits until all are ready.
   * @param {Member[]} members
   */
  async start(members) {
    const started = members.map((member) => ({ member, process: this.#launch(member) }));
    await Promise.all(started.map(({ member, process }) => this.#untilReady(member, process)));
  }

  /** @param {Member} member */
  #launch({ name, run, env }) {
    this.plan.stopping.throwIfAborted();
    const { node, dir } = this.plan;
    const logFile = join(dir, 'logs', `${name}.log`);
    const launch = { name, command: node, args: run, env, cwd: root, logFile };
    const process = ManagedProcess.start(launch);
    this.#members.push({ process, endEcho: echoTroubles(name, logFile) });
    const processes = this.#members.map((member) => member.process);
    writeJson(this.file, {
      processes: processes.map(({ name: title, pid, identity }) => ({ name: title, pid, identity })),
    });
    return process;
  }

  /**
   * @param {Member} member
   * @param {ManagedProcess} process
   */
  async #untilReady({ name, readyUrl }, process) {
    const deadline = Date.now() + 60_000;
    while (!(await answersOk(readyUrl))) {
      this.plan.stopping.throwIfAborted();
      if (!process.running) throw new Failure(lastWords(process, 'did not start'));
      if (Date.now() > deadline)
        throw new Failure(lastWords(process, `is not ready after a minute (${readyUrl})`));
      await sleep(50);
    }
    if (!process.running)
      throw new Failure(`${name} did not start, but something else answers at ${readyUrl}.`);
  }

  /**
   * Resolves, with what to tell, when a program ends that should go on.
   * @returns {Promise<string>}
   */
  async firstDeath() {
    const deaths = this.#members.map(async ({ process }) => {
      const { code, signal } = await process.exited;
      return lastWords(process, `ended unexpectedly (${signal ?? `exit code ${String(code)}`})`);
    });
    return Promise.race(deaths);
  }

  /**
   * Ends some programs side by side; each gets time to finish what it has begun.
   * @param {string[]} names
   * @param {number} graceMs
   * @returns {Promise<string[]>} those that did not end by themselves
   */
  async stop(names, graceMs) {
    const those = this.#members.filter(({ process }) => names.includes(process.name));
    const results = await Promise.all(
      those.map(async ({ process, endEcho }) => {
        const inTime = await process.stop(graceMs);
        endEcho();
        return inTime ? [] : [process.name];
      }),
    );
    return results.flat();
  }

  /** For somebody who can't wait. */
  killAll() {
    for (const { process } of this.#members) process.signal('SIGKILL');
  }
}

/**
 * @param {ManagedProcess} process
 * @param {string} what
 */
function lastWords(process, what) {
  return `${process.name} ${what}. The end of its log (${process.logFile}):\n\n${process.lastLines()}`;
}

/** @param {string} url */
export async function answersOk(url) {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2000) });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false; // Not listening yet.
  }
}
