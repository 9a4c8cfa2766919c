import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import { CleanUpCarts } from '#cart';
import { ApplyDueChanges, DeleteOrphanedImages } from '#catalog';
import { DeleteExpiredCredentials, DeleteUnverifiedAccounts, EraseUnusedAccounts } from '#customers';
import { DeleteOldImports } from '#exchange';
import { DeleteOldMails, RequeueStrandedMails } from '#notifications';
import { PseudonymiseOrders } from '#ordering';
import { ExpireOverdueOrders, ReconcilePayments, RecoverMissedEvents } from '#payment';
import { RotateSigningKeys } from '#platform/auth/rotate-signing-keys.js';
import { ChangeFeedHousekeeping } from '#platform/changes/change-feed-housekeeping.js';
import { Config } from '#platform/config/config.js';
import { IdempotencyKeys } from '#platform/http/idempotency-keys.js';
import { requestScope } from '#platform/observability/request-scope.js';
import { OutboxHousekeeping } from '#platform/outbox/outbox-housekeeping.js';
import { ScheduleRuns } from '#platform/schedule/schedule-runs.js';

interface Schedule {
  name: string;
  everySeconds: number;
  /** What died while no worker ran is found as soon as one does. */
  atBoot: boolean;
  run: () => Promise<unknown>;
}

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

/** Of workers that start together, one runs what is due at boot. */
const bootGapSeconds = 10;

/** Every recurring job of the shop. Of several workers one runs it (ScheduleRuns). */
@Injectable()
export class Schedules implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(Schedules.name);
  private readonly running = new Set<Promise<void>>();

  constructor(
    private readonly registry: SchedulerRegistry,
    private readonly runs: ScheduleRuns,
    private readonly config: Config,
    private readonly applyDueChanges: ApplyDueChanges,
    private readonly expireOverdueOrders: ExpireOverdueOrders,
    private readonly reconcilePayments: ReconcilePayments,
    private readonly recoverMissedEvents: RecoverMissedEvents,
    private readonly requeueStrandedMails: RequeueStrandedMails,
    private readonly cleanUpCarts: CleanUpCarts,
    private readonly deleteOrphanedImages: DeleteOrphanedImages,
    private readonly deleteExpiredCredentials: DeleteExpiredCredentials,
    private readonly deleteOldImports: DeleteOldImports,
    private readonly deleteUnverifiedAccounts: DeleteUnverifiedAccounts,
    private readonly eraseUnusedAccounts: EraseUnusedAccounts,
    private readonly pseudonymiseOrders: PseudonymiseOrders,
    private readonly deleteOldMails: DeleteOldMails,
    private readonly rotateSigningKeys: RotateSigningKeys,
    private readonly outbox: OutboxHousekeeping,
    private readonly changeFeed: ChangeFeedHousekeeping,
    private readonly idempotencyKeys: IdempotencyKeys,
  ) {}

  private get all(): readonly Schedule[] {
    // prettier-ignore
    return [
      // A connection of its own and two small writes each time: every second would be dear for what is due a few times a day.
      { name: 'apply-due-changes',          everySeconds: 2,           atBoot: true,  run: () => this.applyDueChanges.execute() },
      { name: 'expire-overdue-orders',      everySeconds: minute,      atBoot: true,  run: () => this.expireOverdueOrders.execute() },
      { name: 'reconcile-payments',         everySeconds: 5 * minute,  atBoot: true,  run: () => this.reconcilePayments.execute() },
      { name: 'recover-missed-events',      everySeconds: hour,        atBoot: false, run: () => this.recoverMissedEvents.execute({ hours: 3 }) },
      { name: 'recover-events-of-days',     everySeconds: day,         atBoot: true,  run: () => this.recoverMissedEvents.execute({ hours: 72 }) },
      { name: 'requeue-stranded-mails',     everySeconds: 10 * minute, atBoot: true,  run: () => this.requeueStrandedMails.execute() },
      { name: 'clean-up-carts',             everySeconds: hour,        atBoot: false, run: () => this.cleanUpCarts.execute() },
      { name: 'rotate-signing-keys',        everySeconds: hour,        atBoot: false, run: () => this.rotateSigningKeys.executeIfDue() },
      { name: 'delete-expired-credentials', everySeconds: hour,        atBoot: false, run: () => this.deleteExpiredCredentials.execute() },
      { name: 'delete-old-idempotency-keys', everySeconds: hour,       atBoot: false, run: () => this.idempotencyKeys.deleteOld() },
      { name: 'delete-old-changes',         everySeconds: 10 * minute, atBoot: false, run: () => this.changeFeed.deleteOld() },
      { name: 'delete-old-imports',         everySeconds: hour,        atBoot: false, run: () => this.deleteOldImports.execute() },
      // What is kept about people, and no longer than docs/accounts.md says.
      { name: 'delete-unverified-accounts', everySeconds: day,         atBoot: true,  run: () => this.deleteUnverifiedAccounts.execute() },
      { name: 'delete-ended-sessions',      everySeconds: hour,        atBoot: false, run: () => this.deleteUnverifiedAccounts.endedSessions() },
      { name: 'erase-unused-accounts',      everySeconds: day,         atBoot: true,  run: () => this.eraseUnusedAccounts.execute() },
      { name: 'pseudonymise-orders',        everySeconds: day,         atBoot: true,  run: () => this.pseudonymiseOrders.execute() },
      { name: 'delete-old-mails',           everySeconds: day,         atBoot: true,  run: () => this.deleteOldMails.execute() },
      { name: 'delete-orphaned-images',     everySeconds: day,         atBoot: true,  run: () => this.deleteOrphanedImages.execute() },
      { name: 'delete-old-events',          everySeconds: day,         atBoot: false, run: () => this.outbox.deleteOld(7) },
    ];
  }

  onApplicationBootstrap(): void {
    if (!this.config.schedules.enabled) return;
    for (const schedule of this.all) {
      const everyMs = this.scaled(schedule.everySeconds);
      this.registry.addInterval(
        schedule.name,
        setInterval(() => {
          // Timers drift a little: a tenth less than the interval counts as a whole one.
          this.start(schedule, everyMs * 0.9);
        }, everyMs),
      );
      if (schedule.atBoot) this.start(schedule, this.scaled(Math.min(schedule.everySeconds, bootGapSeconds)));
    }
  }

  async beforeApplicationShutdown(): Promise<void> {
    for (const name of this.registry.getIntervals()) this.registry.deleteInterval(name);
    await Promise.all(this.running);
  }

  /** Runs one schedule now if no other worker does; for operators and tests. @returns whether it ran */
  async runNow(name: string): Promise<boolean> {
    const schedule = this.all.find((each) => each.name === name);
    if (schedule === undefined) throw new TypeError(`There is no schedule '${name}'.`);
    return this.runOnce(schedule, 0);
  }

  private scaled(seconds: number): number {
    return seconds * 1_000 * this.config.schedules.scale;
  }

  private start(schedule: Schedule, notWithinMs: number): void {
    const run = this.runOnce(schedule, notWithinMs).then(
      () => undefined,
      (error: unknown) => {
        // The next turn tries again; the log and the schedule's own figures tell operators.
        this.logger.error({ err: error, schedule: schedule.name }, `The schedule ${schedule.name} failed`);
      },
    );
    this.running.add(run);
    void run.finally(() => this.running.delete(run));
  }

  private runOnce({ name, run }: Schedule, notWithinMs: number): Promise<boolean> {
    return requestScope.run({ job: name }, () =>
      this.runs.run(name, notWithinMs, async () => {
        const started = performance.now();
        const result = await run();
        this.logger.debug(
          { schedule: name, result, ms: Math.round(performance.now() - started) },
          'Schedule done',
        );
      }),
    );
  }
}
