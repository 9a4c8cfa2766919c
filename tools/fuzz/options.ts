import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { Failure } from '#launcher/console.mjs';

export interface Options {
  readonly seed: number;
  readonly requests: number;
  /** Only routes that contain this; empty: all. */
  readonly only: string;
  /** A file for the report as JSON. */
  readonly report: string | undefined;
  /** Keeps the folder with data and logs. */
  readonly keep: boolean;
}

export const usage = `npm run fuzz [-- options]

  --requests 20000   so many at least
  --seed N           the same requests as in the run that printed it
  --only TEXT        only routes that contain this, such as "PATCH /v1/me" or /v1/orders
  --report FILE      the finds and the table as JSON
  --keep             keeps data and logs
`;

const shape = {
  requests: { type: 'string', default: '20000' },
  seed: { type: 'string' },
  only: { type: 'string', default: '' },
  report: { type: 'string' },
  keep: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

/** @returns undefined if only the usage was asked for. @throws Failure */
export function readOptions(args: string[]): Options | undefined {
  const { values } = parse(args);
  if (values.help) return undefined;
  const { requests, seed, only, report, keep } = values;
  return {
    requests: whole('--requests', requests),
    seed: seed === undefined ? randomInt(1, 2 ** 31) : whole('--seed', seed),
    ...{ only, report, keep },
  };
}

function parse(args: string[]): ReturnType<typeof parseArgs<{ options: typeof shape }>> {
  try {
    return parseArgs({ args, options: shape });
  } catch (error) {
    throw new Failure(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
  }
}

function whole(name: string, text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1)
    throw new Failure(`${name} takes a whole number from 1, not "${text}".`);
  return value;
}
