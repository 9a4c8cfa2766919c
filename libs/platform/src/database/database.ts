import { Injectable } from '@nestjs/common';
import type { Pool, ResultSetHeader, RowDataPacket } from 'mysql2';
import { DataSource } from 'typeorm';
import { Config } from '../config/config.js';
import { acquire, execute, type WriteResult } from './connection.js';
import type { SqlParameters } from './named-parameters.js';
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
  async write(sql: string, parameters: SqlParameters = {}): Promise<WriteResult> {
    const { timeoutMs, connection } = {
      timeoutMs: this.config.database.queryTimeoutMs,
      connection: this.unitOfWork.connection,
    };
    try {
      return await execute<ResultSetHeader>(connection, sql, parameters, timeoutMs);
    } catch (error) {
      this.unitOfWork.poison(error);
      throw error;
    }
  }

  /** One statement that is a transaction of its own (a lease, a housekeeping batch), even when called inside a unit of work. */
  async writeAlone(sql: string, parameters: SqlParameters = {}): Promise<WriteResult> {
    return this.runAlone<ResultSetHeader>(sql, parameters);
  }

  private async run<Result extends RowDataPacket[]>(sql: string, parameters: SqlParameters): Promise<Result> {
    if (!this.unitOfWork.isRunning) return this.runAlone<Result>(sql, parameters);
    try {
      const { queryTimeoutMs } = this.config.database;
      return await execute<Result>(this.unitOfWork.connection, sql, parameters, queryTimeoutMs);
    } catch (error) {
      this.unitOfWork.poison(error);
      throw error;
    }
  }

  private async runAlone<Result extends RowDataPacket[] | ResultSetHeader>(
    sql: string,
    parameters: SqlParameters,
  ): Promise<Result> {
    const { acquireTimeoutMs, queryTimeoutMs } = this.config.database;
    const connection = await acquire(this.pool, acquireTimeoutMs);
    try {
      return await execute<Result>(connection, sql, parameters, queryTimeoutMs);
    } finally {
      connection.release();
    }
  }
}
