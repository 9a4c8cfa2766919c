import { get } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from '#launcher/console.mjs';
import { root } from '#launcher/paths.mjs';
import { ManagedProcess, stopLeftOver } from '#launcher/process.mjs';
import { readJson, writeJson } from '#launcher/state.mjs';
import { cpuMs } from '../usage.js';

export interface Program {
  name: string;
  /** From the repository's root. */
  script: string;
  env: NodeJS.ProcessEnv;
  readyUrl: string;
  nodeOptions?: readonly string[];
}

export interface Started {
  readonly process: ManagedProcess;
  /** From the start of the process to the first 200 of its health page. */
  readonly readyMs: number;
  /** CPU time until then in milliseconds; on a busy machine the steadier figure. */
  readonly readyCpuMs: number;
}

interface Known {
  pid: number;
  identity: string | undefined;
}

/** The processes of a run, each with a log of its own; what a killed run has left behind is ended first. */
export class Programs {
  private readonly running = new Map<string, ManagedProcess>();
  private readonly file: string;

  constructor(private readonly dir: string) {
    this.file = join(dir, 'processes.json');
  }

  async endLeftOvers(): Promise<void> {
    const known = (readJson(this.file)?.['processes'] ?? []) as Known[];
    await Promise.all(known.map((each) => stopLeftOver(each, 10_000)));
  }

  async start({ name, script, env, readyUrl, nodeOptions = [] }: Program): Promise<Started> {
    const began = performance.now();
    const started = ManagedProcess.start({
      name,
      command: process.execPath,
      args: [...nodeOptions, script],
      env,
      cwd: root,
      logFile: join(this.dir, 'logs', `${name}.log`),
    });
    this.running.set(name, started);
    this.remember();
    await untilReady(started, readyUrl);
    const readyMs = performance.now() - began;
    return { process: started, readyMs, readyCpuMs: cpuMs(started.pid) };
  }

  pidOf(name: string): number {
    return this.running.get(name)?.pid ?? 0;
  }

  async stop(name: string): Promise<void> {
    await this.running.get(name)?.stop(25_000);
    this.running.delete(name);
    this.remember();
  }

  /** In reverse: who still works may need the others. */
  async stopAll(): Promise<void> {
    for (const name of [...this.running.keys()].reverse()) await this.stop(name);
  }

  private remember(): void {
    const processes = Array.from(this.running.values(), ({ pid, identity }): Known => ({ pid, identity }));
    writeJson(this.file, { processes });
  }
}

async function untilReady(started: ManagedProcess, url: string): Promise<void> {
  const deadline = performance.now() + 120_000;
  while (!(await answers(url))) {
    if (!started.running || performance.now() > deadline)
      throw new Failure(`${started.name} is not ready (${started.logFile}):\n\n${started.lastLines()}`);
    await sleep(5);
  }
}

function answers(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    const request = get(url, { timeout: 2_000, agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    request.on('timeout', () => request.destroy());
    request.on('error', () => {
      resolve(false); // not listening yet
    });
  });
}
