import { fork, type ChildProcess } from 'node:child_process';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Logger } from '@nestjs/common';
import type { Order, Outcome } from './argon2-clerk.js';
import { SignInBusy } from '../domain/guessing.errors.js';

/** The same file as TypeScript when this one is (tests), compiled when this one is. */
const program = fileURLToPath(new URL(`./argon2-clerk${extname(import.meta.url)}`, import.meta.url));
/** One that nobody needs gives its 50 MB back after so long. */
const idleMs = 300_000;
/** Of one hash, which takes some 20 ms; on a machine that is very busy a second. */
const timeoutMs = 20_000;

/**
 * One process that computes hashes, one at a time (argon2-clerk.ts says why): started when it is needed, anew if it has died, and gone with
 * this process, however that ends.
 */
export class Argon2Clerk {
  private readonly logger = new Logger(Argon2Clerk.name);
  private child: ChildProcess | undefined;
  private idle: NodeJS.Timeout | undefined;

  /** Not before the last order is done. @throws SignInBusy if the process dies over it */
  async compute(order: Order): Promise<string | boolean> {
    clearTimeout(this.idle);
    const child = (this.child ??= this.start());
    // Only while something is computed may it keep this process from ending.
    child.channel?.ref();
    try {
      const outcome = await this.ask(child, order);
      if ('error' in outcome) throw new TypeError(`argon2: ${outcome.error}`);
      return outcome.result;
    } finally {
      child.channel?.unref();
      this.idle = setTimeout(() => {
        this.close();
      }, idleMs).unref();
    }
  }

  close(): void {
    clearTimeout(this.idle);
    const { child } = this;
    this.child = undefined;
    if (child?.connected === true) child.disconnect();
  }

  private ask(child: ChildProcess, order: Order): Promise<Outcome> {
    return new Promise((resolve, reject) => {
      const done = (): void => {
        clearTimeout(timer);
        child.off('message', onMessage).off('exit', onExit).off('error', onEnd);
      };
      const onMessage = (outcome: Outcome): void => {
        done();
        resolve(outcome);
      };
      const onEnd = (reason: unknown): void => {
        done();
        if (this.child === child) this.child = undefined;
        child.kill('SIGKILL');
        this.logger.error(
          { reason },
          'The process that computes hashes has ended; the next sign-in starts another',
        );
        reject(new SignInBusy());
      };
      const onExit = (code: number | null, signal: string | null): void => {
        onEnd(signal ?? code);
      };
      const timer = setTimeout(() => {
        onEnd('time-out');
      }, timeoutMs);
      child.on('message', onMessage).on('exit', onExit).on('error', onEnd);
      if (!child.connected) onEnd('not connected');
      else
        child.send(order, (error) => {
          if (error !== null) onEnd(error);
        });
    });
  }

  /** Without any secret of ours in its environment. @throws SignInBusy */
  private start(): ChildProcess {
    try {
      const child = fork(program, [], {
        execArgv: ['--max-old-space-size=32', '--max-semi-space-size=1'],
        env: {},
        stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      });
      // However many there are: one that nobody listens to would end the API.
      child.on('error', () => undefined);
      child.once('exit', () => {
        if (this.child === child) this.child = undefined;
      });
      child.unref();
      return child;
    } catch (error) {
      this.logger.error({ err: error }, 'No process for hashes could be started');
      throw new SignInBusy();
    }
  }
}

/** As many as may compute at the same time. */
export class Argon2Clerks {
  private readonly free: Argon2Clerk[];
  private readonly all: readonly Argon2Clerk[];

  constructor(count: number) {
    this.all = Array.from({ length: count }, () => new Argon2Clerk());
    this.free = [...this.all];
  }

  /** To be asked by no more than there are. */
  async compute(order: Order): Promise<string | boolean> {
    const clerk = this.free.pop();
    if (clerk === undefined) throw new SignInBusy();
    try {
      return await clerk.compute(order);
    } finally {
      this.free.push(clerk);
    }
  }

  close(): void {
    for (const clerk of this.all) clerk.close();
  }
}
