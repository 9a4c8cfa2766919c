import { readFileSync } from 'node:fs';
import type { Connection } from 'mysql2/promise';

/** Of the kernel's clock ticks, 100 a second on every Linux that Node runs on. */
const tickMs = 10;

/** CPU time that a process has used so far in milliseconds; 0 where there is no /proc. */
export function cpuMs(pid: number): number {
  const stat = read(`/proc/${String(pid)}/stat`);
  // Behind the name, which may hold anything: user and system time are fields 14 and 15.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) * tickMs;
}

/** Resident memory in megabytes; 0 where there is no /proc. */
export function rssMb(pid: number): number {
  const kilobytes = /VmRSS:\s+(\d+)/.exec(read(`/proc/${String(pid)}/status`))?.[1];
  return Number(kilobytes ?? 0) / 1_024;
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return ''; // another system, or the process has ended
  }
}

/** Statements that the database has been sent, by everybody. */
export async function statementsSoFar(admin: Connection): Promise<number> {
  const [rows] = await admin.query("SHOW GLOBAL STATUS LIKE 'Questions'");
  return Number((rows as { Value: string }[])[0]?.Value ?? 0);
}

/** Watches the largest memory of some processes. */
export class PeakMemory {
  readonly peaks: Record<string, number> = {};
  private readonly timer: NodeJS.Timeout;

  constructor(pids: () => Readonly<Record<string, number>>) {
    this.timer = setInterval(() => {
      for (const [name, pid] of Object.entries(pids()))
        this.peaks[name] = Math.max(this.peaks[name] ?? 0, rssMb(pid));
    }, 250).unref();
  }

  stop(): void {
    clearInterval(this.timer);
  }
}
