import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { NamedLock } from '../database/named-lock.js';

/**
 * Makes one run of a schedule out of the timers of several processes: a lock so that two never overlap, and the time of the last
 * run by the database's clock, so that a second process does not run it again a moment later.
 */
@Injectable()
export class ScheduleRuns {
  constructor(
    private readonly lock: NamedLock,
    private readonly database: Database,
  ) {}

  /**
   * @param notWithinMs milliseconds that must have passed since any process began the last run
   * @returns whether it ran here
   */
  async run(name: string, notWithinMs: number, work: () => Promise<void>): Promise<boolean> {
    let ran = false;
    await this.lock.tryRun(`schedule.${name}`, async () => {
      if (!(await this.begin(name, notWithinMs))) return;
      ran = true;
      await work();
    });
    return ran;
  }

  private async begin(name: string, notWithinMs: number): Promise<boolean> {
    await this.database.writeAlone(
      "INSERT IGNORE INTO schedule_runs (name, started_at) VALUES (:name, '2000-01-01')",
      { name },
    );
    const { affectedRows } = await this.database.writeAlone(
      `UPDATE schedule_runs
       SET started_at = UTC_TIMESTAMP(3)
       WHERE name = :name AND started_at <= DATE_SUB(UTC_TIMESTAMP(3), INTERVAL :micros MICROSECOND)`,
      { name, micros: Math.round(notWithinMs * 1_000) },
    );
    return affectedRows === 1;
  }
}
