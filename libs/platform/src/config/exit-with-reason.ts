import { InvalidConfiguration } from './environment-reader.js';

/** Ends the process with one readable sentence instead of a stack when a service or a setting is missing. */
export function exitWithReason(error: unknown): never {
  const known =
    error instanceof InvalidConfiguration || (error instanceof Error && error.name === 'ServiceMissing');
  const text = known
    ? error.message
    : error instanceof Error
      ? (error.stack ?? error.message)
      : String(error);
  process.stderr.write(`${text}\n`);
  process.exit(known ? 78 : 1); // 78: EX_CONFIG of sysexits.h
}
