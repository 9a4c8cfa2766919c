import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from '#launcher/console.mjs';
import { root } from '#launcher/paths.mjs';
import { ManagedProcess } from '#launcher/process.mjs';

export interface ProgramPlan {
  readonly name: string;
  /** Below dist/. */
  readonly script: string;
  readonly env: NodeJS.ProcessEnv;
  /** Answers 200 once the program can work. */
  readonly readyUrl: string;
  readonly logFile: string;
}

const patienceMs = 60_000;

/** One of the shop's programs as a real process, which can be frozen, killed and started again at the same address. */
export class Program {
  /** Ends whose cause was not us: the shop must not die by itself. */
  readonly crashes: string[] = [];
  private process: ManagedProcess | undefined;
  private isDoomed = false;

  constructor(private readonly plan: ProgramPlan) {}

  get name(): string {
    return this.plan.name;
  }

  async start(): Promise<void> {
    const { name, script, env, logFile } = this.plan;
    const args = [`dist/${script}`];
    const started = ManagedProcess.start({ name, command: process.execPath, args, env, cwd: root, logFile });
    this.process = started;
    this.isDoomed = false;
    void started.exited.then(({ code, signal }) => {
      if (this.process === started && !this.isDoomed)
        this.crashes.push(`${name} ended by itself (${signal ?? `exit code ${String(code)}`})`);
    });
    await this.untilReady(started);
  }

  freeze(): void {
    this.process?.signal('SIGSTOP');
  }

  thaw(): void {
    this.process?.signal('SIGCONT');
  }

  /** kill -9, and waits until it is gone. */
  async kill(): Promise<void> {
    this.endNow();
    await this.process?.exited;
  }

  /** The same without waiting, for the last moments of this process. */
  endNow(): void {
    this.isDoomed = true;
    this.process?.signal('SIGKILL');
  }

  private async untilReady(started: ManagedProcess): Promise<void> {
    const deadline = Date.now() + patienceMs;
    while (!(await answers(this.plan.readyUrl))) {
      if (!started.running) throw new Failure(`${this.name} did not start:\n${started.lastLines()}`);
      if (Date.now() > deadline) throw new Failure(`${this.name} is not ready after a minute.`);
      await sleep(40);
    }
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2_000) });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false; // Not there yet.
  }
}
