import { Injectable } from '@nestjs/common';
import type { EventConsumer } from './event-envelope.js';

/** All consumers of this process, gathered from the jobs modules. The worker runs all of them. */
@Injectable()
export class EventConsumers {
  private readonly byName = new Map<string, EventConsumer>();
  private readonly byEvent = new Map<string, EventConsumer[]>();

  register(consumer: EventConsumer): void {
    if (this.byName.has(consumer.name))
      throw new TypeError(`Two event consumers are named '${consumer.name}'.`);
    this.byName.set(consumer.name, consumer);
    for (const event of consumer.events) this.byEvent.set(event, [...this.of(event), consumer]);
  }

  of(eventType: string): readonly EventConsumer[] {
    return this.byEvent.get(eventType) ?? [];
  }

  get all(): readonly EventConsumer[] {
    return [...this.byName.values()];
  }
}
