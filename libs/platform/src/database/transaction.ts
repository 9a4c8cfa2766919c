import type { PoolConnection, ResultSetHeader, RowDataPacket } from 'mysql2';
import type { DataSource, EntityManager, QueryRunner } from 'typeorm';
import { execute, executeTogether, onlyPrepared } from './connection.js';
import { bindNamed, type BoundStatement, type SqlParameters } from './named-parameters.js';

type Result = RowDataPacket[] | ResultSetHeader;

interface Asked {
  readonly statement: BoundStatement;
  /** Missing where nobody waits for the outcome. */
  readonly resolve?: (result: Result) => void;
  readonly reject?: (error: unknown) => void;
}

/**
 * Beyond so many bytes another trip is made: servers take 16 MB in one, and escaping may double what is sent. A statement that is longer
 * goes by itself.
 */
const bytesOfTrip = 4_000_000;

const begin: Asked = { statement: { text: 'START TRANSACTION', values: [] } };

/**
 * One transaction on one connection. A trip to the database costs more than most statements, so in one trip go, in order: what nobody waits
 * for (the beginning, a `later` write) and all that is asked at the same time, as by `Promise.all`.
 */
export class Transaction {
  readonly afterCommit: (() => void)[] = [];
  /** The first error: nothing may be written any more. */
  failure?: unknown;
  ended = false;
  private waiting: Asked[] = [begin];
  private isFlushDue = false;
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
    this.waiting.push({ statement: bindNamed(sql, parameters) });
  }

  execute<Answer extends Result>(sql: string, parameters: SqlParameters): Promise<Answer> {
    const answer = this.ask<Answer>(bindNamed(sql, parameters));
    if (!this.isFlushDue) {
      this.isFlushDue = true;
      // Once whoever asks now has asked for everything.
      queueMicrotask(() => {
        this.flush();
      });
    }
    return answer;
  }

  /** The bare connection. The driver keeps the order, so whatever is said on it comes behind what was waiting. */
  get connection(): PoolConnection {
    this.flush();
    return this.pooled;
  }

  /** TypeORM on this connection. */
  get manager(): EntityManager {
    this.flush();
    if (this.queryRunner === undefined) {
      this.queryRunner = this.dataSource.createQueryRunner('master');
      // The connection that it would otherwise get from the pool, in the transaction that it would otherwise begin itself.
      Object.assign(this.queryRunner, { databaseConnection: this.pooled, isTransactionActive: true });
    }
    return this.queryRunner.manager;
  }

  /** Does nothing if something has failed: look at `failure`. */
  async commit(): Promise<void> {
    await this.sent;
    const isEmpty = this.waiting.length === 1 && this.waiting[0] === begin;
    if (isEmpty || this.hasFailed()) return;
    const commit: BoundStatement = { text: 'COMMIT', values: [] };
    if (tripsOf([...this.waiting, { statement: commit }]).length > 1) {
      // The server stops at the first error only within a trip: a commit in a later one would keep the rest.
      this.flush();
      await this.sent;
      if (this.hasFailed()) return;
    }
    const committed = this.ask(commit);
    this.flush();
    await committed;
  }

  async rollback(): Promise<void> {
    if (!this.hasBegun) return;
    await executeTogether(this.pooled, [{ text: 'ROLLBACK', values: [] }], this.timeoutMs);
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

  private hasFailed(): boolean {
    return this.failure !== undefined;
  }

  private ask<Answer extends Result>(statement: BoundStatement): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ statement, resolve: resolve as (result: Result) => void, reject });
    });
  }

  private flush(): void {
    this.isFlushDue = false;
    const { waiting } = this;
    this.waiting = [];
    for (const trip of tripsOf(waiting)) this.send(trip);
  }

  private send(group: readonly Asked[]): void {
    const [first] = group;
    if (first === undefined) return;
    this.hasBegun = true;
    const statements = group.map(({ statement }) => statement);
    const answers =
      group.length === 1 && first !== begin
        ? execute<Result>(this.pooled, first.statement, this.timeoutMs).then((result) => [result])
        : executeTogether(this.pooled, statements, this.timeoutMs);
    this.sent = answers.then(
      (results) => {
        group.forEach(({ resolve }, index) => resolve?.(results[index] as Result));
      },
      (error: unknown) => {
        this.failure ??= error;
        for (const { reject } of group) reject?.(error);
      },
    );
  }
}

/** What goes together, in order. */
function tripsOf(waiting: readonly Asked[]): Asked[][] {
  const trips: Asked[][] = [];
  let bytes = Infinity;
  for (const asked of waiting) {
    const isAlone = onlyPrepared.test(asked.statement.text);
    const more = isAlone ? Infinity : bytesOf(asked.statement);
    if (bytes + more > bytesOfTrip) {
      trips.push([]);
      bytes = 0;
    }
    trips.at(-1)?.push(asked);
    bytes += more;
  }
  return trips;
}

function bytesOf({ text, values }: BoundStatement): number {
  return values.reduce<number>((sum, value) => {
    if (typeof value === 'string') return sum + Buffer.byteLength(value);
    // Each byte of a buffer becomes two digits, which are not doubled again by escaping.
    return sum + (Buffer.isBuffer(value) ? value.length : 8);
  }, text.length);
}
