import type { LoadResult, Task } from './load/protocol.js';
import type { Stage } from './stage/stage.js';
import { programNames } from './stage/stage.js';
import { cpuMs, statementsSoFar } from './usage.js';

export interface Turn {
  done: number;
  perSecond: number;
  /** Milliseconds. */
  p50: number;
  p95: number;
  p99: number;
  /** Microseconds of CPU for each request, by process. */
  cpu: Record<string, number>;
  /** Statements for each request. */
  statements: number;
  failed: Record<string, number>;
}

/** The processes of the stage by name. */
export function pidsOf({ programs, services, load }: Stage): Record<string, number> {
  const own = Object.fromEntries(programNames.map((name) => [name, programs.pidOf(name)]));
  return { ...own, database: services.database.server.pid, redis: services.redis.server.pid, load: load.pid };
}

/** One turn of load, with what it cost. */
export async function measure(stage: Stage, task: Task): Promise<{ turn: Turn; result: LoadResult }> {
  const pids = pidsOf(stage);
  const used = () => Object.fromEntries(Object.entries(pids).map(([name, pid]) => [name, cpuMs(pid)]));
  const statements = await statementsSoFar(stage.admin);
  const before = used();
  const result = await stage.load.run(task);
  const after = used();
  const asked = (await statementsSoFar(stage.admin)) - statements - 1;
  const { done, seconds, latency, failed } = result;
  const each = Math.max(1, done);
  const cpu = Object.fromEntries(
    Object.keys(pids).map((name) => [name, (((after[name] ?? 0) - (before[name] ?? 0)) * 1_000) / each]),
  );
  const { p50, p95, p99 } = latency;
  const turn = { done, perSecond: done / seconds, p50, p95, p99, cpu, statements: asked / each, failed };
  return { turn, result };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = sorted.length / 2;
  return Number.isInteger(middle)
    ? ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2
    : (sorted[Math.floor(middle)] ?? 0);
}

/** The turns of one side as one: the median of each figure. */
export function summaryOf(turns: readonly Turn[]): Turn {
  const of = (pick: (turn: Turn) => number): number => median(turns.map(pick));
  const names = Object.keys(turns[0]?.cpu ?? {});
  const failed: Record<string, number> = {};
  for (const turn of turns)
    for (const [what, times] of Object.entries(turn.failed)) failed[what] = (failed[what] ?? 0) + times;
  return {
    done: turns.reduce((sum, { done }) => sum + done, 0),
    perSecond: of((turn) => turn.perSecond),
    p50: of((turn) => turn.p50),
    p95: of((turn) => turn.p95),
    p99: of((turn) => turn.p99),
    cpu: Object.fromEntries(names.map((name) => [name, of((turn) => turn.cpu[name] ?? 0)])),
    statements: of((turn) => turn.statements),
    failed,
  };
}
