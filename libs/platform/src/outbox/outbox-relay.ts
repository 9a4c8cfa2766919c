import { setTimeout as sleep } from 'node:timers/promises';
import { getQueueToken } from '@nestjs/bull';
import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import type { Queue } from 'bull';
import { Redis } from 'ioredis';
import { Config } from '../config/config.js';
import { Database } from '../database/database.js';
import { bytesToId } from '../database/id-column.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { EventConsumers } from './event-consumers.js';
import type { EventConsumer, EventJob } from './event-envelope.js';
import { outboxChannel } from './outbox.js';

interface LeasedEvent {
  id: Buffer;
  type: string;
  attempts: number;
}

const batchSize = 100;
/** Events that come one by one under load are carried together: a batch costs the same for one as for many. */
const gatherMs = 10;
/** With the lease doubling up to an hour, about a day. After that an operator decides (`replay`). */
const maxDeliveries = 24;
const maxLeaseSeconds = 3_600;
const addTimeoutMs = 5_000;

/**
 * Carries events from the outbox table to the queues. A lease that runs out before every consumer has recorded the event is added again under
 * a new job id, so whatever Redis or a worker lost comes back.
 */
@Injectable()
export class OutboxRelay implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(OutboxRelay.name);
  private readonly stopping = new AbortController();
  private subscriber?: Redis;
  private wake: () => void = () => undefined;
  private loop: Promise<void> = Promise.resolve();

  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly consumers: EventConsumers,
    private readonly modules: ModuleRef,
    private readonly config: Config,
  ) {}

  onApplicationBootstrap(): void {
    this.listenForNudges();
    this.loop = this.relayUntilStopped();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    this.subscriber?.disconnect();
    await this.loop;
  }

  private async relayUntilStopped(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      const nudged = this.nextNudge();
      const began = performance.now();
      try {
        if ((await this.relayBatch()) === batchSize) continue;
      } catch (error) {
        this.logger.error(`Relaying events failed and is tried again: ${String(error)}`);
      }
      await Promise.race([nudged, this.pause(this.config.outbox.pollMs)]);
      await this.pause(began + gatherMs - performance.now());
    }
  }

  private nextNudge(): Promise<void> {
    return new Promise((resolve) => (this.wake = resolve));
  }

  private async pause(milliseconds: number): Promise<void> {
    if (milliseconds <= 0) return;
    // Aborted on shutdown, which is the other way out of the wait.
    await sleep(milliseconds, undefined, { signal: this.stopping.signal }).catch(() => undefined);
  }

  private listenForNudges(): void {
    const subscriber = new Redis(this.config.redis.url, {
      maxRetriesPerRequest: null,
      retryStrategy: () => 1_000,
    });
    this.subscriber = subscriber;
    subscriber.on('error', () => undefined); // polling goes on without it
    subscriber.on('message', () => {
      this.wake();
    });
    subscriber.subscribe(outboxChannel(this.config)).catch((error: unknown) => {
      this.logger.warn(`No nudges from Redis, polling only: ${String(error)}`);
    });
  }

  /** @returns how many events were leased */
  private async relayBatch(): Promise<number> {
    // Leases are not spent while there is nowhere to put the jobs.
    if (!this.queuesAreReachable()) return 0;
    const events = await this.lease();
    const jobs = new Map<string, { name: string; data: EventJob; opts: { jobId: string } }[]>();
    for (const event of events) {
      const consumers = this.consumers.of(event.type);
      for (const consumer of consumers) {
        jobs.set(consumer.queue, [...(jobs.get(consumer.queue) ?? []), jobFor(event, consumer)]);
      }
    }
    await Promise.all([...jobs].map(([queue, batch]) => this.add(this.queue(queue), batch)));
    return events.length;
  }

  private lease(): Promise<LeasedEvent[]> {
    return this.unitOfWork.run(async () => {
      // Index outbox_due gives the order: with a filesort, SKIP LOCKED would lock every due row for the first reader.
      const events = await this.database.query<LeasedEvent>(
        `SELECT id, type, attempts
         FROM outbox FORCE INDEX (outbox_due)
         WHERE next_attempt_at <= UTC_TIMESTAMP(3)
         ORDER BY next_attempt_at, id
         LIMIT ${String(batchSize)}
         FOR UPDATE SKIP LOCKED`,
      );
      const isWanted = ({ type }: LeasedEvent): boolean => this.consumers.of(type).length > 0;
      await this.renew(events.filter(isWanted));
      await this.close(events.filter((event) => !isWanted(event)));
      return events;
    });
  }

  private async renew(events: readonly LeasedEvent[]): Promise<void> {
    if (events.length === 0) return;
    await this.database.writeLater(
      `UPDATE outbox
       SET next_attempt_at = IF(attempts >= :maxDeliveries, NULL,
             DATE_ADD(UTC_TIMESTAMP(3), INTERVAL LEAST(:leaseSeconds * POW(2, attempts), :maxLeaseSeconds) SECOND)),
           dead_at = IF(attempts >= :maxDeliveries, UTC_TIMESTAMP(3), NULL),
           attempts = attempts + 1
       WHERE id IN (:ids)`,
      {
        ids: events.map((event) => event.id),
        leaseSeconds: this.config.outbox.leaseSeconds,
        maxLeaseSeconds,
        maxDeliveries,
      },
    );
  }

  /** Nobody listens to these. */
  private async close(events: readonly LeasedEvent[]): Promise<void> {
    if (events.length === 0) return;
    await this.database.writeLater(
      `UPDATE outbox
       SET done_at = UTC_TIMESTAMP(3), next_attempt_at = NULL, payload = IF(is_sensitive = 1, '{}', payload)
       WHERE id IN (:ids)`,
      { ids: events.map((event) => event.id) },
    );
  }

  private async add(queue: Queue, jobs: Parameters<Queue['addBulk']>[0]): Promise<void> {
    const added = queue.addBulk(jobs);
    // A late rejection must not end the process; the lease brings the jobs back.
    added.catch(() => undefined);
    const first = await Promise.race([added, sleep(addTimeoutMs, 'timeout' as const, { ref: false })]);
    if (first === 'timeout')
      throw new Error(`Redis did not take ${String(jobs.length)} jobs for '${queue.name}' in time`);
  }

  private queuesAreReachable(): boolean {
    return this.consumers.all.every(({ queue }) => this.queue(queue).client.status === 'ready');
  }

  private queue(name: string): Queue {
    return this.modules.get<Queue>(getQueueToken(name), { strict: false });
  }
}

function jobFor(
  event: LeasedEvent,
  consumer: EventConsumer,
): { name: string; data: EventJob; opts: { jobId: string } } {
  const eventId = bytesToId(event.id);
  // Bull ignores a job id that it knows, failed ones too: each delivery has its own.
  const jobId = `${eventId}:${consumer.name}:${String(event.attempts + 1)}`;
  return { name: consumer.name, data: { eventId, consumer: consumer.name }, opts: { jobId } };
}
