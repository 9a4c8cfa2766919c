import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { Pool, PoolConnection, ResultSetHeader, RowDataPacket } from 'mysql2';
import { DataSource, type EntityManager } from 'typeorm';
import { Config } from '../config/config.js';
import { acquire } from './connection.js';
import { DatabaseUnavailable, isRetryable, isUnreachable } from './errors.js';
import type { SqlParameters } from './named-parameters.js';
import { Transaction } from './transaction.js';

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
  private readonly runs = new AsyncLocalStorage<Transaction>();

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
    return this.current().manager;
  }

  /** The driver's connection of the current run. @throws NoTransaction, TransactionEnded */
  get connection(): PoolConnection {
    return this.current().connection;
  }

  /** A statement in the current run; an error poisons it. @throws NoTransaction, TransactionEnded, DatabaseUnavailable */
  async execute<Result extends RowDataPacket[] | ResultSetHeader>(
    sql: string,
    parameters: SqlParameters,
  ): Promise<Result> {
    const transaction = this.current();
    try {
      return await transaction.execute<Result>(sql, parameters);
    } catch (error) {
      transaction.failure ??= error;
      throw error;
    }
  }

  /** A statement that goes along with the next one of the current run. @throws NoTransaction, TransactionEnded */
  later(sql: string, parameters: SqlParameters): void {
    this.current().later(sql, parameters);
  }

  get isRunning(): boolean {
    return this.runs.getStore() !== undefined;
  }

  /** Something that may be forgotten (a nudge, a cache entry), done once the commit has succeeded. */
  afterCommit(callback: () => void): void {
    this.current().afterCommit.push(callback);
  }

  private current(): Transaction {
    const transaction = this.runs.getStore();
    if (transaction === undefined) throw new NoTransaction();
    if (transaction.ended || transaction.failure !== undefined)
      throw new TransactionEnded(transaction.failure);
    return transaction;
  }

  private async join<Result>(run: Transaction, work: () => Promise<Result>): Promise<Result> {
    if (run.ended || run.failure !== undefined) throw new TransactionEnded(run.failure);
    try {
      return await work();
    } catch (error) {
      run.failure ??= error;
      throw error;
    }
  }

  private async runOnce<Result>(work: () => Promise<Result>): Promise<Result> {
    const { acquireTimeoutMs, queryTimeoutMs } = this.config.database;
    const { pool } = this.dataSource.driver as unknown as { pool: Pool };
    const run = new Transaction(await acquire(pool, acquireTimeoutMs), this.dataSource, queryTimeoutMs);
    try {
      const result = await this.runs.run(run, work);
      // An error that was caught inside the work has poisoned the run all the same.
      mustBeSound(run);
      run.ended = true;
      await run.commit();
      mustBeSound(run);
      await run.release();
      for (const callback of run.afterCommit) callback();
      return result;
    } catch (error) {
      run.failure ??= error;
      run.ended = true;
      await this.abandon(run);
      throw run.failure instanceof TransactionEnded ? error : run.failure;
    }
  }

  private async abandon(run: Transaction): Promise<void> {
    // Behind a statement that is never answered a rollback would wait as long.
    if (run.failure instanceof DatabaseUnavailable || isUnreachable(run.failure)) return run.discard();
    try {
      await run.rollback();
      await run.release();
    } catch {
      // In an unknown state.
      await run.discard();
    }
  }
}

function mustBeSound({ failure }: Transaction): void {
  if (failure === undefined) return;
  throw failure instanceof Error ? failure : new TransactionEnded(failure);
}
