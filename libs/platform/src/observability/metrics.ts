import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Counter, Gauge, Registry, collectDefaultMetrics } from 'prom-client';
import { OutboxHousekeeping } from '../outbox/outbox-housekeeping.js';
import { RequestTimes } from './request-times.js';

/** Prometheus figures of this process. Contexts add their own counters through `registry`. */
@Injectable()
export class Metrics implements OnApplicationBootstrap {
  readonly registry = new Registry();
  private readonly requests = new RequestTimes(this.registry);
  private readonly jobs = new Counter({
    name: 'tradepost_jobs_total',
    help: 'Finished jobs, by queue, name and outcome.',
    labelNames: ['queue', 'name', 'outcome'],
    registers: [this.registry],
  });

  constructor(private readonly outbox: OutboxHousekeeping) {}

  onApplicationBootstrap(): void {
    collectDefaultMetrics({ register: this.registry, prefix: 'tradepost_' });
    this.outboxGauges();
  }

  observeRequest(method: string, route: string, status: number, seconds: number): void {
    this.requests.count(method, route, status, seconds);
  }

  countJob(queue: string, name: string, outcome: 'completed' | 'failed'): void {
    this.jobs.inc({ queue, name, outcome });
  }

  private outboxGauges(): void {
    const registers = [this.registry];
    const pending = new Gauge({
      name: 'tradepost_outbox_pending',
      help: 'Events that not every consumer has recorded.',
      registers,
    });
    const dead = new Gauge({
      name: 'tradepost_outbox_dead',
      help: 'Events given up after repeated failure; see the replay command.',
      registers,
    });
    const { outbox } = this;
    new Gauge({
      name: 'tradepost_outbox_lag_seconds',
      help: 'Age of the oldest pending event.',
      registers,
      async collect() {
        const figures = await outbox.figures();
        pending.set(figures.pending);
        dead.set(figures.dead);
        this.set(figures.lagSeconds);
      },
    });
  }
}
