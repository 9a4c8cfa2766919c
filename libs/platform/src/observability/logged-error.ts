import { pino } from 'pino';

/** The driver and TypeORM hang the failed statement on their errors, with its values: addresses, names, hashes. */
const statements: ReadonlySet<string> = new Set(['sql', 'sqlMessage', 'query', 'parameters', 'driverError']);

/** Servers quote the value that a unique index refuses, such as somebody's e-mail address. */
const quotedValue = /(Duplicate entry) '.*?'(?= for key)/gs;

const redacted = '[redacted]';

/** An error as the log may hold it: what went wrong and where, and nobody's data; those that it gathers likewise. */
export function loggedError(error: Error): unknown {
  return withoutValues(pino.stdSerializers.err(error));
}

/** Errors of libraries may hang together in circles, and with whole connections. */
const mostLevels = 6;

function withoutValues(value: unknown, level = 0): unknown {
  if (typeof value === 'string') return value.replaceAll(quotedValue, `$1 ${redacted}`);
  if (typeof value !== 'object' || value === null || 'toJSON' in value) return value;
  if (level === mostLevels) return '[deeper]';
  if (Array.isArray(value)) return value.map((each) => withoutValues(each, level + 1));
  return Object.fromEntries(
    Object.entries(value).map(([field, each]) => [
      field,
      statements.has(field) ? redacted : withoutValues(each, level + 1),
    ]),
  );
}
