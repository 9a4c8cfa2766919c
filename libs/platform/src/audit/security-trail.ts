import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { UnitOfWork } from '../database/unit-of-work.js';
import { requestScope } from '../observability/request-scope.js';
import { AuditLog, type AuditEntry } from './audit-log.js';

const flushMs = 1_000;
/** Different entries of one moment that are written down each; of what comes on top of that, how many there were. */
const mostAtOnce = 500;

export type RefusedAttempt = Pick<AuditEntry, 'actor' | 'action' | 'subjectType' | 'subjectId' | 'after'>;

/**
 * What is refused: failed sign-ins, denied access. There is no transaction that it could be written in, and an attacker decides how much
 * of it there is: so it is gathered for a second, the same from the same client once with its number.
 */
@Injectable()
export class SecurityTrail implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(SecurityTrail.name);
  private readonly gathered = new Map<string, AuditEntry & { times: number }>();
  private untold = 0;
  private timer: NodeJS.Timeout | undefined;
  private flushing: Promise<void> = Promise.resolve();

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly auditLog: AuditLog,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      this.flushing = this.flushing.then(() => this.flush());
    }, flushMs).unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.flushing;
    await this.flush();
  }

  /** Costs the caller nothing, and never throws. Is in the audit log within about a second. */
  note(attempt: RefusedAttempt): void {
    const { requestId, client } = requestScope.getStore() ?? {};
    const key = JSON.stringify([attempt, client?.address]);
    const known = this.gathered.get(key);
    if (known !== undefined) known.times += 1;
    else if (this.gathered.size >= mostAtOnce) this.untold += 1;
    else this.gathered.set(key, { ...attempt, times: 1, origin: { requestId, client } });
  }

  /** Written again a second later if the database is away. */
  async flush(): Promise<void> {
    if (this.gathered.size === 0) return;
    const entries = [...this.gathered.values()];
    const { untold } = this;
    this.gathered.clear();
    this.untold = 0;
    if (untold > 0) entries.push(flood(untold));
    try {
      await this.unitOfWork.run(() => this.auditLog.appendAll(entries));
    } catch (error) {
      this.logger.error({ err: error }, 'The audit log does not take what was refused; tried again');
      this.untold += untold;
      for (const entry of entries.slice(0, mostAtOnce)) this.giveBack(entry);
    }
  }

  private giveBack(entry: AuditEntry & { times: number }): void {
    if (entry.action === floodAction) return; // counted again by the caller
    const { times, origin, ...attempt } = entry;
    const key = JSON.stringify([attempt, origin?.client?.address]);
    const since = this.gathered.get(key);
    if (since === undefined) this.gathered.set(key, entry);
    else since.times += times;
  }
}

const floodAction = 'audit.more-was-refused';

function flood(times: number): AuditEntry & { times: number } {
  return {
    actor: 'system:audit',
    action: floodAction,
    subjectType: 'audit',
    subjectId: 'audit',
    times,
    origin: {},
  };
}
