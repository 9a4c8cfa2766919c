import { setTimeout as sleep } from 'node:timers/promises';
import { getQueueToken } from '@nestjs/bull';
import { Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import type { Queue } from 'bull';
import { bytesToId } from '../database/id-column.js';
import { EventConsumers } from './event-consumers.js';
import { isDirect, type EventJob, type QueueConsumer } from './event-envelope.js';
import type { LeasedEvent } from './outbox-leases.js';

interface BullJob {
  name: string;
  data: EventJob;
  opts: { jobId: string };
}

const addTimeoutMs = 5_000;

/** Adds a Bull job for each consumer of an event. */
@Injectable()
export class QueueCarrier {
  constructor(
    private readonly consumers: EventConsumers,
    private readonly modules: ModuleRef,
  ) {}

  /** Leases are not spent while there is nowhere to put the jobs. */
  get isReachable(): boolean {
    return this.consumers.throughQueues.every(({ queue }) => this.queue(queue).client.status === 'ready');
  }

  /** @throws if Redis does not take them; the lease brings them back */
  async carry(events: readonly LeasedEvent[]): Promise<void> {
    const jobs = new Map<string, BullJob[]>();
    for (const event of events) {
      for (const consumer of this.consumers.of(event.type)) {
        if (isDirect(consumer)) continue;
        jobs.set(consumer.queue, [...(jobs.get(consumer.queue) ?? []), jobFor(event, consumer)]);
      }
    }
    await Promise.all([...jobs].map(([queue, batch]) => this.add(this.queue(queue), batch)));
  }

  private async add(queue: Queue, jobs: Parameters<Queue['addBulk']>[0]): Promise<void> {
    const added = queue.addBulk(jobs);
    // A late rejection must not end the process; the lease brings the jobs back.
    added.catch(() => undefined);
    const first = await Promise.race([added, sleep(addTimeoutMs, 'timeout' as const, { ref: false })]);
    if (first === 'timeout')
      throw new Error(`Redis did not take ${String(jobs.length)} jobs for '${queue.name}' in time`);
  }

  private queue(name: string): Queue {
    return this.modules.get<Queue>(getQueueToken(name), { strict: false });
  }
}

function jobFor(event: LeasedEvent, consumer: QueueConsumer): BullJob {
  const eventId = bytesToId(event.id);
  // Bull ignores a job id that it knows, failed ones too: each delivery has its own.
  const jobId = `${eventId}:${consumer.name}:${String(event.attempts + 1)}`;
  return { name: consumer.name, data: { eventId, consumer: consumer.name }, opts: { jobId } };
}
