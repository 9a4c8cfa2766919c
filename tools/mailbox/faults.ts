export const FAULT_MODES = ['accept', '451', '550', 'hang', 'lose-answer', 'down'] as const;
export type FaultMode = (typeof FAULT_MODES)[number];

/** `times` is how often the fault hits before mails are accepted again; without it the fault stays until changed. */
export interface Fault {
  readonly mode: FaultMode;
  readonly times?: number;
}

export interface FaultState {
  readonly mode: FaultMode;
  readonly times: number | null;
  /** How often each fault has hit since the start, so that a test can prove that it met one. */
  readonly hits: Readonly<Partial<Record<FaultMode, number>>>;
}

/** The misbehaviour that was asked for. Each question that it answers with yes uses it up once. */
export class Faults {
  private mode: FaultMode = 'accept';
  private left: number | null = null;
  private readonly hits = new Map<FaultMode, number>();
  private onSet: (mode: FaultMode) => void = () => undefined;

  set({ mode, times }: Fault): void {
    this.mode = mode;
    this.left = times ?? null;
    this.onSet(mode);
  }

  whenSet(listener: (mode: FaultMode) => void): void {
    this.onSet = listener;
  }

  hit(mode: FaultMode): boolean {
    if (this.mode !== mode || this.left === 0) return false;
    if (this.left !== null) this.left -= 1;
    this.hits.set(mode, (this.hits.get(mode) ?? 0) + 1);
    return true;
  }

  state(): FaultState {
    const over = this.left === 0;
    return {
      mode: over ? 'accept' : this.mode,
      times: over ? null : this.left,
      hits: Object.fromEntries(this.hits),
    };
  }
}

export class InvalidFault extends Error {}

export function parseFault(value: unknown): Fault {
  if (typeof value !== 'object' || value === null) throw new InvalidFault('Send { "mode": …, "times": … }.');
  const { mode, times } = value as Record<string, unknown>;
  const known = FAULT_MODES.find((candidate) => candidate === String(mode));
  if (known === undefined) throw new InvalidFault(`mode must be one of ${FAULT_MODES.join(', ')}.`);
  if (times === undefined || times === null) return { mode: known };
  if (typeof times !== 'number' || !Number.isInteger(times) || times < 1) {
    throw new InvalidFault('times must be a whole number from 1, or left out for "until changed".');
  }
  return { mode: known, times };
}
