export type FaultKind = 'lost' | 'hang' | 'status-500' | 'status-429' | 'delay';

export type Fault = {
  kind: FaultKind;
  /** `payment_intents.confirm`, `payment_intents.*` or `*`. */
  operation: string;
  times: number;
  /** Whether the operation is carried out all the same: always with `delay`, never with `status-429`, else as said. */
  applied: boolean;
  /** For `delay`. */
  ms: number;
};

export const FAULT_KINDS: readonly FaultKind[] = ['lost', 'hang', 'status-500', 'status-429', 'delay'];

/** Faults that were ordered and wait for their operation, and how often each kind has struck. */
export class Faults {
  readonly struck: Record<FaultKind, number> = {
    lost: 0,
    hang: 0,
    'status-500': 0,
    'status-429': 0,
    delay: 0,
  };
  private ordered: Fault[] = [];

  order({
    kind,
    operation = '*',
    times = 1,
    applied,
    ms = 1000,
  }: Partial<Fault> & { kind: FaultKind }): Fault {
    const isApplied = kind === 'delay' || (kind !== 'status-429' && (applied ?? kind === 'lost'));
    const fault = { kind, operation, times, applied: isApplied, ms };
    this.ordered.push(fault);
    return fault;
  }

  waiting(): Fault[] {
    return this.ordered;
  }

  clear(): void {
    this.ordered = [];
  }

  /** The next fault for this operation. A replayed answer can be lost or late, but it is not a new 500. */
  take(operation: string, isReplay: boolean): Fault | undefined {
    const fault = this.ordered.find(
      (one) => matches(one.operation, operation) && !(isReplay && one.kind === 'status-500'),
    );
    if (!fault) return undefined;
    fault.times -= 1;
    if (fault.times <= 0) this.ordered = this.ordered.filter((one) => one !== fault);
    this.struck[fault.kind] += 1;
    return fault;
  }
}

function matches(pattern: string, operation: string): boolean {
  return (
    pattern === '*' ||
    pattern === operation ||
    (pattern.endsWith('*') && operation.startsWith(pattern.slice(0, -1)))
  );
}
