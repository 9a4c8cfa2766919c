import { parseArgs } from 'node:util';
import { Failure } from '#launcher/console.mjs';

export interface Options {
  /** Numbers as in the table of README.md; empty: all. */
  readonly faults: readonly number[];
  readonly checkouts: number;
  readonly lanes: number;
  /** Fewer checkouts and strikes, shorter leases: for `npm test`. */
  readonly short: boolean;
  /** A file for the report as JSON. */
  readonly report: string | undefined;
  /** Keeps the folder with data and logs. */
  readonly keep: boolean;
}

export const usage = `npm run chaos [-- options]

  --fault 1,8       only these (all unless told)
  --checkouts 200   at least so many for each fault
  --lanes 16        so many at a time
  --short           a small dose of everything, as in npm test
  --report FILE     the figures as JSON
  --keep            keeps data and logs
`;

const shape = {
  fault: { type: 'string' },
  checkouts: { type: 'string' },
  lanes: { type: 'string' },
  short: { type: 'boolean', default: false },
  report: { type: 'string' },
  keep: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

/** @returns undefined if only the usage was asked for. @throws Failure */
export function readOptions(args: string[]): Options | undefined {
  const { values } = parse(args);
  if (values.help) return undefined;
  const { short, report, keep, fault } = values;
  return {
    faults: fault === undefined ? [] : fault.split(',').map((each) => whole('--fault', each)),
    checkouts: whole('--checkouts', values.checkouts ?? (short ? '30' : '200')),
    lanes: whole('--lanes', values.lanes ?? (short ? '10' : '16')),
    ...{ short, report, keep },
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
    throw new Failure(`${name} takes whole numbers from 1, not "${text}".`);
  return value;
}
