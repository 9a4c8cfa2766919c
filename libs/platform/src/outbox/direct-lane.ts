import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { requestScope } from '../observability/request-scope.js';
import type { DirectConsumer, EventJob } from './event-envelope.js';

/** Between the attempts of one delivery, in milliseconds; after the last the lease brings the event back. */
const pauses = [100, 500, 2_000];

/** The events of one direct consumer that wait for it and that it works at. */
export class DirectLane {
  private readonly logger = new Logger(DirectLane.name);
  private readonly waiting: string[] = [];
  private readonly running = new Set<Promise<void>>();
  private isStopped = false;

  constructor(
    readonly consumer: DirectConsumer,
    private readonly run: (job: EventJob) => Promise<void>,
    private readonly ended: (outcome: 'completed' | 'failed') => void,
  ) {}

  /** Whether it may be given more: who waits here for long is better found by another worker. */
  get hasRoom(): boolean {
    return this.waiting.length === 0;
  }

  add(eventIds: readonly string[]): void {
    this.waiting.push(...eventIds);
    this.fill();
  }

  /** What waits is left to its lease; what runs is waited for. */
  async stop(): Promise<void> {
    this.isStopped = true;
    this.waiting.length = 0;
    await Promise.all(this.running);
  }

  private fill(): void {
    while (this.running.size < this.consumer.concurrency) {
      const eventId = this.waiting.shift();
      if (eventId === undefined) return;
      const work = this.deliver(eventId).then((outcome) => {
        this.running.delete(work);
        this.fill();
        this.ended(outcome);
      });
      this.running.add(work);
    }
  }

  private async deliver(eventId: string): Promise<'completed' | 'failed'> {
    const { name } = this.consumer;
    for (const pause of [0, ...pauses]) {
      if (this.isStopped) return 'failed';
      await sleep(pause);
      try {
        await requestScope.run({ job: name }, () => this.run({ eventId, consumer: name }));
        return 'completed';
      } catch (error) {
        this.logger.warn({ err: error, eventId }, `${name} failed and is tried again`);
      }
    }
    return 'failed';
  }
}
