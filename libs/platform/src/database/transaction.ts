import type { PoolConnection, ResultSetHeader, RowDataPacket } from 'mysql2';
import type { DataSource, EntityManager, QueryRunner } from 'typeorm';
import { execute, executeTogether } from './connection.js';
import { bindNamed, type BoundStatement, type SqlParameters } from './named-parameters.js';

/** As text they could not be sent: the pages' limits are strings, for prepared statements' sake. */
const onlyPrepared = /\b(?:LIMIT|OFFSET) \?/;

/**
 * One transaction on one connection. A trip to the database costs more than most statements, so what nobody waits for (the beginning, a
 * `later` write) goes along with the next statement, in order.
 */
export class Transaction {
  readonly afterCommit: (() => void)[] = [];
  /** The first error: nothing may be written any more. */
  failure?: unknown;
  ended = false;
  private waiting: BoundStatement[] = [{ text: 'START TRANSACTION', values: [] }];
  private hasBegun = false;
  private sent: Promise<unknown> = Promise.resolve();
  private queryRunner?: QueryRunner;

  constructor(
    private readonly pooled: PoolConnection,
    private readonly dataSource: DataSource,
    private readonly timeoutMs: number,
  ) {}

  /** Sent with the next statement or the commit; later reads of this transaction see it. */
  later(sql: string, parameters: SqlParameters): void {
    this.waiting.push(bindNamed(sql, parameters));
  }

  async execute<Result extends RowDataPacket[] | ResultSetHeader>(
    sql: string,
    parameters: SqlParameters,
  ): Promise<Result> {
    const statement = bindNamed(sql, parameters);
    if (onlyPrepared.test(statement.text)) await this.sendWaiting();
    const waiting = this.take();
    return waiting.length === 0
      ? execute<Result>(this.pooled, statement, this.timeoutMs)
      : executeTogether<Result>(this.pooled, [...waiting, statement], this.timeoutMs);
  }

  /** The bare connection. The driver keeps the order, so whatever is said on it comes behind what was waiting. */
  get connection(): PoolConnection {
    void this.sendWaiting();
    return this.pooled;
  }

  /** TypeORM on this connection. */
  get manager(): EntityManager {
    void this.sendWaiting();
    if (this.queryRunner === undefined) {
      this.queryRunner = this.dataSource.createQueryRunner('master');
      // The connection that it would otherwise get from the pool, in the transaction that it would otherwise begin itself.
      Object.assign(this.queryRunner, { databaseConnection: this.pooled, isTransactionActive: true });
    }
    return this.queryRunner.manager;
  }

  async commit(): Promise<void> {
    await this.sent;
    if (this.failure !== undefined) return;
    const waiting = this.take();
    const isEmpty = waiting.length === 1 && waiting[0]?.text === 'START TRANSACTION';
    if (!isEmpty)
      await executeTogether(this.pooled, [...waiting, { text: 'COMMIT', values: [] }], this.timeoutMs);
  }

  async rollback(): Promise<void> {
    if (this.hasBegun) await executeTogether(this.pooled, [{ text: 'ROLLBACK', values: [] }], this.timeoutMs);
  }

  /** Back to the pool. TypeORM's runner does it itself, and refuses whoever has kept it. */
  async release(): Promise<void> {
    if (this.queryRunner === undefined) this.pooled.release();
    else await this.queryRunner.release();
  }

  /** For a connection in an unknown state: the server rolls back when it is closed, the pool opens another. */
  async discard(): Promise<void> {
    this.pooled.destroy();
    await this.queryRunner?.release();
  }

  private sendWaiting(): Promise<unknown> {
    const waiting = this.take();
    if (waiting.length > 0) {
      this.sent = executeTogether(this.pooled, waiting, this.timeoutMs).catch((error: unknown) => {
        this.failure ??= error;
      });
    }
    return this.sent;
  }

  private take(): BoundStatement[] {
    const { waiting } = this;
    this.waiting = [];
    this.hasBegun = true;
    return waiting;
  }
}
