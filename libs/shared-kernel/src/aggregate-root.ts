import type { DomainEvent } from './domain-event.js';

/**
 * Base of the aggregates: collects the events that its decisions made, until the repository adapter
 * takes them and writes them to the outbox in the transaction that writes the rows.
 */
export abstract class AggregateRoot {
  // Undefined after a load: TypeORM skips constructors, so initialisers have not run.
  private recordedEvents?: DomainEvent[];

  protected record(event: DomainEvent): void {
    (this.recordedEvents ??= []).push(event);
  }

  /** Hands over what was recorded, once. */
  releaseEvents(): readonly DomainEvent[] {
    const events = this.recordedEvents ?? [];
    this.recordedEvents = [];
    return events;
  }
}
