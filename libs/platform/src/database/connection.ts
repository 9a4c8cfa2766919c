import {
  format,
  type Pool,
  type PoolConnection,
  type QueryError,
  type ResultSetHeader,
  type RowDataPacket,
} from 'mysql2';
import { DatabaseUnavailable, isUnreachable } from './errors.js';
import type { BoundStatement } from './named-parameters.js';

export type Row = RowDataPacket;

/** What a statement that writes reports. `affectedRows` counts rows found, whether or not the new values differ. */
export interface WriteResult {
  affectedRows: number;
  insertId: number;
}

/** A connection of the pool, which itself lets people wait for ever. @throws DatabaseUnavailable */
export function acquire(pool: Pool, timeoutMs: number): Promise<PoolConnection> {
  return new Promise((resolve, reject) => {
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      reject(new DatabaseUnavailable('no free connection'));
    }, timeoutMs);
    pool.getConnection((error: NodeJS.ErrnoException | null, connection) => {
      clearTimeout(timer);
      if (error !== null)
        reject(isUnreachable(error) ? new DatabaseUnavailable('not reachable', error) : error);
      else if (isLate) connection.release();
      else resolve(connection);
    });
  });
}

/** Above this a statement is not prepared: lists and rows make many texts, each of which driver and server would keep. */
const mostPrepared = 200;

/** As text they could not be sent: the limits of pages are strings, for the sake of prepared statements. */
export const onlyPrepared = /\b(?:LIMIT|OFFSET) \?/;

/**
 * Runs one statement, prepared unless it is very long. A time-out counts as unavailable: whether the statement took effect is not known, and the connection is given
 * up. (The driver's own begins only once the statement is prepared, and keeps a connection from which nothing may ever come.)
 */
export async function execute<Result extends RowDataPacket[] | ResultSetHeader>(
  connection: PoolConnection,
  { text, values }: BoundStatement,
  timeoutMs: number,
): Promise<Result> {
  if (values.length > mostPrepared && !onlyPrepared.test(text)) {
    const [result] = await executeTogether(connection, [{ text, values }], timeoutMs);
    return result as Result;
  }
  return inTime(connection, timeoutMs, (done) => {
    connection.execute<Result>({ sql: text, values }, done);
  });
}

/** Runs several statements in one trip, as text with the values escaped by the driver. @returns what each answered */
export async function executeTogether(
  connection: PoolConnection,
  statements: readonly BoundStatement[],
  timeoutMs: number,
): Promise<(RowDataPacket[] | ResultSetHeader)[]> {
  const sql = statements.map(({ text, values }) => format(text, values, false, 'Z')).join(';\n');
  const answer = await inTime<unknown>(connection, timeoutMs, (done) => {
    connection.query<RowDataPacket[]>(sql, done);
  });
  return (statements.length > 1 ? answer : [answer]) as (RowDataPacket[] | ResultSetHeader)[];
}

function inTime<Result>(
  connection: PoolConnection,
  timeoutMs: number,
  send: (done: (error: QueryError | null, result: Result) => void) => void,
): Promise<Result> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      connection.destroy();
      reject(new DatabaseUnavailable('no answer in time'));
    }, timeoutMs);
    send((error, result) => {
      clearTimeout(timer);
      if (error === null) resolve(result);
      else reject(isUnreachable(error) ? new DatabaseUnavailable(error.code, error) : error);
    });
  });
}
