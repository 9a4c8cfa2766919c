import type { PoolConnection, QueryError, ResultSetHeader, RowDataPacket } from 'mysql2';
import { DatabaseUnavailable, isUnreachable } from './errors.js';
import { bindNamed, type SqlParameters } from './named-parameters.js';

export type Row = RowDataPacket;

/** What a statement that writes reports. `affectedRows` counts rows found, whether or not the new values differ. */
export interface WriteResult {
  affectedRows: number;
  insertId: number;
}

/** The one method that a pool and a single connection share for prepared statements. */
type Executor = Pick<PoolConnection, 'execute'>;

/** Runs one prepared statement. A time-out counts as unavailable: whether the statement took effect is not known. */
export function execute<Result extends RowDataPacket[] | ResultSetHeader>(
  executor: Executor,
  sql: string,
  parameters: SqlParameters,
  timeoutMs: number,
): Promise<Result> {
  const { text, values } = bindNamed(sql, parameters);
  return new Promise((resolve, reject) => {
    executor.execute<Result>(
      { sql: text, values, timeout: timeoutMs },
      (error: QueryError | null, result) => {
        if (error === null) resolve(result);
        else reject(isUnreachable(error) ? new DatabaseUnavailable(error.code, error) : error);
      },
    );
  });
}
