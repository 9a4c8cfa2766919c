import { DomainError } from '#shared-kernel';

/** The database can't be reached, has no free connection, or did not answer in time. Answered with 503. */
export class DatabaseUnavailable extends DomainError {
  readonly code = 'platform.database-unavailable';
  readonly kind = 'unavailable';

  constructor(reason: string, cause?: unknown) {
    super(
      `The database is not available right now (${reason}). Please try again; with the same Idempotency-Key nothing can happen twice.`,
    );
    this.cause = cause;
  }
}

// prettier-ignore
const unreachable = new Set([
  'ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EHOSTUNREACH', 'ENOENT', 'PROTOCOL_CONNECTION_LOST',
  'PROTOCOL_SEQUENCE_TIMEOUT', 'ER_CON_COUNT_ERROR', 'ER_SERVER_SHUTDOWN', 'ER_TOO_MANY_USER_CONNECTIONS', 'POOL_ENQUEUELIMIT',
]);

/** 1213 deadlock, 1205 lock wait time-out, 1020 record changed since last read (MariaDB). */
const worthAnotherRun = new Set([1213, 1205, 1020]);

interface DriverError {
  code?: unknown;
  errno?: unknown;
  fatal?: unknown;
  message?: unknown;
  driverError?: unknown;
}

/** TypeORM wraps the driver's error; the facts are in the driver's. */
export function driverErrorOf(error: unknown): DriverError | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const { driverError } = error as DriverError;
  return typeof driverError === 'object' && driverError !== null ? driverError : error;
}

export function isRetryable(error: unknown): boolean {
  const errno = driverErrorOf(error)?.errno;
  return typeof errno === 'number' && worthAnotherRun.has(errno);
}

export function isDuplicateKey(error: unknown): boolean {
  return driverErrorOf(error)?.errno === 1062;
}

export function isUnreachable(error: unknown): boolean {
  const driverError = driverErrorOf(error);
  if (driverError === undefined) return false;
  if (typeof driverError.code === 'string' && unreachable.has(driverError.code)) return true;
  return (
    typeof driverError.message === 'string' &&
    /Queue limit reached|closed state|Pool is closed/.test(driverError.message)
  );
}
