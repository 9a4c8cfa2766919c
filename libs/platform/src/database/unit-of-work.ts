import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { PoolConnection } from 'mysql2';
import { DataSource, type EntityManager, type QueryRunner } from 'typeorm';
import { Config } from '../config/config.js';
import { DatabaseUnavailable, isRetryable, isUnreachable } from './errors.js';

interface Run {
  readonly queryRunner: QueryRunner;
  readonly connection: PoolConnection;
  readonly afterCommit: (() => void)[];
  /** The first error of the run, or 'ended': nothing may be written through it any more. */
  failure?: unknown;
  ended: boolean;
}

/** Work was asked of a transaction that has failed or ended, as by a sibling of a failed `Promise.all`. */
export class TransactionEnded extends Error {
  constructor(cause?: unknown) {
    super('This transaction has failed or ended; nothing can be written in it any more.', { cause });
    this.name = 'TransactionEnded';
  }
}

export class NoTransaction extends Error {
  constructor() {
    super('This needs a transaction: call it inside unitOfWork.run(…).');
    this.name = 'NoTransaction';
  }
}

const maxAttempts = 5;

/**
 * One database transaction (READ COMMITTED) for everything that is called inside `run`, however deep: facades of other contexts and
 * repositories join it through AsyncLocalStorage. The first error poisons it, so it can only roll back. Deadlocks and lock
 * time-outs run the whole work again, which must therefore load its aggregates inside and call no network.
 */
@Injectable()
export class UnitOfWork {
  private readonly runs = new AsyncLocalStorage<Run>();

  constructor(
    private readonly dataSource: DataSource,
    private readonly config: Config,
  ) {}

  /** @throws DatabaseUnavailable if no connection comes free in time; whatever `work` throws, after rolling back. */
  async run<Result>(work: () => Promise<Result>): Promise<Result> {
    const current = this.runs.getStore();
    if (current !== undefined) return this.join(current, work);
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.runOnce(work);
      } catch (error) {
        if (!isRetryable(error) || attempt === maxAttempts)
          throw isUnreachable(error) ? new DatabaseUnavailable('connection lost', error) : error;
        // Both sides of a deadlock come back: the jitter keeps them from meeting again.
        await sleep(Math.random() * 20 * 2 ** attempt);
      }
    }
  }

  /** TypeORM's manager of the current run. @throws NoTransaction, TransactionEnded */
  get manager(): EntityManager {
    return this.currentRun().queryRunner.manager;
  }

  /** The driver's connection of the current run, for prepared statements. @throws NoTransaction, TransactionEnded */
  get connection(): PoolConnection {
    return this.currentRun().connection;
  }

  get isRunning(): boolean {
    return this.runs.getStore() !== undefined;
  }

  /** Something that may be forgotten (a nudge, a cache entry), done once the commit has succeeded. */
  afterCommit(callback: () => void): void {
    this.currentRun().afterCommit.push(callback);
  }

  /** Marks the current run as failed; every later statement in it is refused. */
  poison(error: unknown): void {
    const run = this.runs.getStore();
    if (run !== undefined) run.failure ??= error;
  }

  private currentRun(): Run {
    const run = this.runs.getStore();
    if (run === undefined) throw new NoTransaction();
    if (run.ended || run.failure !== undefined) throw new TransactionEnded(run.failure);
    return run;
  }

  private async join<Result>(run: Run, work: () => Promise<Result>): Promise<Result> {
    if (run.ended || run.failure !== undefined) throw new TransactionEnded(run.failure);
    try {
      return await work();
    } catch (error) {
      run.failure ??= error;
      throw error;
    }
  }

  private async runOnce<Result>(work: () => Promise<Result>): Promise<Result> {
    const run = await this.begin();
    try {
      const result = await this.runs.run(run, work);
      // An error that was caught inside the work has poisoned the run all the same.
      if (run.failure !== undefined)
        throw run.failure instanceof Error ? run.failure : new TransactionEnded(run.failure);
      run.ended = true;
      await run.queryRunner.commitTransaction();
      await run.queryRunner.release();
      for (const callback of run.afterCommit) callback();
      return result;
    } catch (error) {
      run.failure ??= error;
      run.ended = true;
      await this.abandon(run);
      throw run.failure instanceof TransactionEnded ? error : run.failure;
    }
  }

  private async begin(): Promise<Run> {
    const queryRunner = this.dataSource.createQueryRunner('master');
    const connection = await this.acquire(queryRunner);
    try {
      await queryRunner.startTransaction();
    } catch (error) {
      await this.discard(queryRunner, connection);
      throw isUnreachable(error) ? new DatabaseUnavailable('connection lost', error) : error;
    }
    return { queryRunner, connection, afterCommit: [], ended: false };
  }

  /** The pool itself waits for ever. */
  private async acquire(queryRunner: QueryRunner): Promise<PoolConnection> {
    const pending = queryRunner.connect() as Promise<PoolConnection>;
    const late = new AbortController();
    const timeout = sleep(this.config.database.acquireTimeoutMs, undefined, { signal: late.signal }).then(
      () => 'timeout' as const,
      () => 'aborted' as const,
    );
    try {
      const first = await Promise.race([pending, timeout]);
      if (first === 'timeout' || first === 'aborted') {
        // The connection may still come: it goes straight back.
        pending.then(() => queryRunner.release()).catch(() => queryRunner.release());
        throw new DatabaseUnavailable('no free connection');
      }
      return first;
    } catch (error) {
      throw isUnreachable(error) ? new DatabaseUnavailable('not reachable', error) : error;
    } finally {
      late.abort();
    }
  }

  private async abandon({ queryRunner, connection, failure }: Run): Promise<void> {
    // Behind a statement that is never answered a rollback would wait as long.
    if (failure instanceof DatabaseUnavailable || isUnreachable(failure))
      return this.discard(queryRunner, connection);
    try {
      if (queryRunner.isTransactionActive) await queryRunner.rollbackTransaction();
      await queryRunner.release();
    } catch {
      // The connection is in an unknown state. The server rolls back when it is closed; the pool opens another.
      await this.discard(queryRunner, connection);
    }
  }

  private async discard(queryRunner: QueryRunner, connection: PoolConnection): Promise<void> {
    connection.destroy();
    await queryRunner.release();
  }
}
