import { setTimeout as sleep } from 'node:timers/promises';
import { getQueueToken } from '@nestjs/bull';
import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import type { Job, JobCounts, Queue } from 'bull';
import { Gauge } from 'prom-client';
import { EventConsumers } from '../outbox/event-consumers.js';
import { Metrics } from './metrics.js';

const states = ['waiting', 'active', 'delayed', 'failed', 'completed'] as const;
/** For each queue; a scrape has ten seconds in all. */
const patienceMs = 1_000;

/** Depth and age of the queues on each scrape, and a count of what jobs came to. Part of the worker. */
@Injectable()
export class QueueMetrics implements OnApplicationBootstrap {
  private readonly logger = new Logger(QueueMetrics.name);

  constructor(
    private readonly consumers: EventConsumers,
    private readonly modules: ModuleRef,
    private readonly metrics: Metrics,
  ) {}

  onApplicationBootstrap(): void {
    const queues = this.queues();
    for (const queue of queues) this.countOutcomes(queue);
    const registers = [this.metrics.registry];
    const age = new Gauge({
      name: 'tradepost_queue_oldest_seconds',
      help: 'Age of the oldest waiting job.',
      labelNames: ['queue'],
      registers,
    });
    new Gauge({
      name: 'tradepost_queue_jobs',
      help: 'Jobs by queue and state.',
      labelNames: ['queue', 'state'],
      registers,
      async collect() {
        for (const queue of queues) {
          const figures = await figuresOf(queue);
          if (figures === undefined) continue;
          const [counts, oldest] = figures;
          for (const state of states) this.set({ queue: queue.name, state }, counts[state]);
          // Gone if it was taken and done a moment ago.
          const since = oldest[0]?.timestamp ?? Date.now();
          age.set({ queue: queue.name }, (Date.now() - since) / 1_000);
        }
      },
    });
  }

  private countOutcomes(queue: Queue): void {
    queue.on('completed', (job: Job) => {
      this.metrics.countJob(queue.name, job.name, 'completed');
    });
    queue.on('failed', (job: Job, error: Error) => {
      this.metrics.countJob(queue.name, job.name, 'failed');
      this.logger.warn(
        { queue: queue.name, jobId: job.id, attempt: job.attemptsMade, err: error },
        `Job ${job.name} failed`,
      );
    });
    queue.on('error', (error) => {
      this.logger.warn(`Queue ${queue.name}: ${error.message}`);
    });
  }

  private queues(): Queue[] {
    const names = new Set(this.consumers.throughQueues.map((consumer) => consumer.queue));
    return [...names].map((name) => this.modules.get<Queue>(getQueueToken(name), { strict: false }));
  }
}

/** Undefined without an answer: Bull waits for ever while Redis is away or silent; the scrape must not. */
async function figuresOf(queue: Queue): Promise<[JobCounts, Job[]] | undefined> {
  if (queue.client.status !== 'ready') return undefined;
  const figures = Promise.all([queue.getJobCounts(), queue.getWaiting(-1, -1)]);
  figures.catch(() => undefined); // it may fail long after nobody waits for it any more
  return Promise.race([figures, sleep(patienceMs, undefined, { ref: false })]);
}
