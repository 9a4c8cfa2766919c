import { Injectable } from '@nestjs/common';
import {
  isDirect,
  type DirectConsumer,
  type EventConsumer,
  type EventJob,
  type QueueConsumer,
} from './event-envelope.js';

type Run = (job: EventJob) => Promise<void>;

/** All consumers of this process, gathered from the jobs modules. The worker runs all of them. */
@Injectable()
export class EventConsumers {
  private readonly byName = new Map<string, EventConsumer>();
  private readonly byEvent = new Map<string, EventConsumer[]>();
  private readonly runners = new Map<string, Run>();
  private readonly unheard = new Set<string>();

  register(consumer: EventConsumer): void {
    if (this.byName.has(consumer.name))
      throw new TypeError(`Two event consumers are named '${consumer.name}'.`);
    this.byName.set(consumer.name, consumer);
    for (const event of consumer.events) {
      const others = this.of(event);
      if (others.some((other) => isDirect(other) !== isDirect(consumer)))
        throw new TypeError(`'${event}' has direct consumers and others.`);
      this.byEvent.set(event, [...others, consumer]);
    }
  }

  /** These events are told, but nobody listens yet. */
  leaveUnheard(eventTypes: readonly string[]): void {
    for (const type of eventTypes) this.unheard.add(type);
  }

  isUnheard(eventType: string): boolean {
    return this.unheard.has(eventType);
  }

  /** Says how a direct consumer does its work. */
  runs(name: string, run: Run): void {
    this.runners.set(name, run);
  }

  runnerOf({ name }: DirectConsumer): Run {
    const run = this.runners.get(name);
    if (run === undefined) throw new TypeError(`Nobody runs the direct consumer '${name}'.`);
    return run;
  }

  of(eventType: string): readonly EventConsumer[] {
    return this.byEvent.get(eventType) ?? [];
  }

  get throughQueues(): readonly QueueConsumer[] {
    return [...this.byName.values()].filter((each): each is QueueConsumer => !isDirect(each));
  }

  get direct(): readonly DirectConsumer[] {
    return [...this.byName.values()].filter(isDirect);
  }
}
