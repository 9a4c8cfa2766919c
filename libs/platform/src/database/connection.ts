import type { Pool, PoolConnection, QueryError, ResultSetHeader, RowDataPacket } from 'mysql2';
import { DatabaseUnavailable, isUnreachable } from './errors.js';
import { bindNamed, type SqlParameters } from './named-parameters.js';

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

/**
 * Runs one prepared statement. A time-out counts as unavailable: whether the statement took effect is not known, and the connection is given
 * up. (The driver's own begins only once the statement is prepared, and keeps a connection from which nothing may ever come.)
 */
export function execute<Result extends RowDataPacket[] | ResultSetHeader>(
  connection: PoolConnection,
  sql: string,
  parameters: SqlParameters,
  timeoutMs: number,
): Promise<Result> {
  const { text, values } = bindNamed(sql, parameters);
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      connection.destroy();
      reject(new DatabaseUnavailable('no answer in time'));
    }, timeoutMs);
    connection.execute<Result>({ sql: text, values }, (error: QueryError | null, result) => {
      clearTimeout(timer);
      if (error === null) resolve(result);
      else reject(isUnreachable(error) ? new DatabaseUnavailable(error.code, error) : error);
    });
  });
}
