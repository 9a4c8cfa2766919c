import { Injectable } from '@nestjs/common';
import type { Pool, ResultSetHeader, RowDataPacket } from 'mysql2';
import { DataSource } from 'typeorm';
import { Config } from '../config/config.js';
import { acquire, execute, type WriteResult } from './connection.js';
import { bindNamed, type SqlParameters } from './named-parameters.js';
import { UnitOfWork } from './unit-of-work.js';

/**
 * Plain SQL as prepared statements with named parameters (`:id`, lists as `IN (:ids)`).
 * Inside a unit of work it speaks on that transaction's connection, outside on any of the pool.
 * BIGINT and DECIMAL come back as numbers, DATETIME as Date, BINARY(16) as Buffer (`bytesToId`).
 */
@Injectable()
export class Database {
  private readonly pool: Pool;

  constructor(
    dataSource: DataSource,
    private readonly unitOfWork: UnitOfWork,
    private readonly config: Config,
  ) {
    this.pool = (dataSource.driver as unknown as { pool: Pool }).pool;
  }

  /** Rows of a SELECT. @throws DatabaseUnavailable */
  async query<T extends object>(sql: string, parameters: SqlParameters = {}): Promise<T[]> {
    return (await this.run<RowDataPacket[]>(sql, parameters)) as unknown as T[];
  }

  /** The first row, or undefined. @throws DatabaseUnavailable */
  async queryOne<T extends object>(sql: string, parameters: SqlParameters = {}): Promise<T | undefined> {
    return (await this.query<T>(sql, parameters))[0];
  }

  /**
   * INSERT, UPDATE or DELETE inside a unit of work. @throws NoTransaction outside of one, DatabaseUnavailable
   */
  write(sql: string, parameters: SqlParameters = {}): Promise<WriteResult> {
    return this.unitOfWork.execute<ResultSetHeader>(sql, parameters);
  }

  /**
   * The same for a write whose outcome changes nothing: it makes no trip of its own but goes along with the next statement or the commit, which
   * fails if it fails. @throws NoTransaction
   */
  writeLater(sql: string, parameters: SqlParameters = {}): Promise<void> {
    this.unitOfWork.later(sql, parameters);
    return Promise.resolve();
  }

  /** One statement that is a transaction of its own (a lease, a housekeeping batch), even when called inside a unit of work. */
  async writeAlone(sql: string, parameters: SqlParameters = {}): Promise<WriteResult> {
    return this.runAlone<ResultSetHeader>(sql, parameters);
  }

  private run<Result extends RowDataPacket[]>(sql: string, parameters: SqlParameters): Promise<Result> {
    return this.unitOfWork.isRunning
      ? this.unitOfWork.execute<Result>(sql, parameters)
      : this.runAlone<Result>(sql, parameters);
  }

  private async runAlone<Result extends RowDataPacket[] | ResultSetHeader>(
    sql: string,
    parameters: SqlParameters,
  ): Promise<Result> {
    const { acquireTimeoutMs, queryTimeoutMs } = this.config.database;
    const connection = await acquire(this.pool, acquireTimeoutMs);
    try {
      return await execute<Result>(connection, bindNamed(sql, parameters), queryTimeoutMs);
    } finally {
      connection.release();
    }
  }
}
