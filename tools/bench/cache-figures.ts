import type { Stage } from './stage/stage.js';

/** How often the API had an answer already, as its own metrics tell. */
export class CacheFigures {
  constructor(
    /** From the process's memory. */
    readonly memory: number,
    /** From Redis. */
    readonly shared: number,
    readonly all: number,
  ) {}

  since(before: CacheFigures): CacheFigures {
    return new CacheFigures(this.memory - before.memory, this.shared - before.shared, this.all - before.all);
  }

  get hitRate(): number {
    return this.all === 0 ? 0 : (this.memory + this.shared) / this.all;
  }
}

const line = /^tradepost_read_cache_total\{[^}]*outcome="(\w+)"[^}]*\} (\d+)/gm;

export async function cacheFigures({ ports }: Stage): Promise<CacheFigures> {
  const response = await fetch(`http://127.0.0.1:${String(ports.api)}/metrics`);
  const counts = new Map<string, number>();
  for (const [, outcome = '', times] of (await response.text()).matchAll(line))
    counts.set(outcome, (counts.get(outcome) ?? 0) + Number(times));
  const of = (outcome: string): number => counts.get(outcome) ?? 0;
  const all = [...counts.values()].reduce((sum, times) => sum + times, 0);
  // Whoever asks while the answer is being made gets it with the other one.
  return new CacheFigures(of('hit') + of('joined'), of('shared'), all);
}
