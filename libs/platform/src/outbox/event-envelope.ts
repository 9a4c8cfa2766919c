/** An event as its consumers get it. `id` is the same at each delivery, which is how a repeated one is recognised. */
export interface EventEnvelope<Payload = unknown> {
  id: string;
  type: string;
  payload: Payload;
  occurredAt: Date;
}

/** What lies in Redis: a pointer. The event itself stays in the database, so Redis holds nobody's data. */
export interface EventJob {
  eventId: string;
  consumer: string;
}

/** Who wants which events, through which queue. The Bull processor of that queue has a `@Process(name)` for each. */
export interface QueueConsumer {
  /** `<context>.<what it does>`, unique; recorded with each consumed event, so it must not change. */
  name: string;
  queue: string;
  events: readonly string[];
}

/**
 * For what readers shall see within a second, also while Redis is away: the relay runs it itself, with nothing between. Short work in the
 * database alone. Its `run` is given to `EventConsumers.runs` by whoever does the work. An event has direct consumers or others, not both:
 * the others' deliveries are not to be used up while there is no queue to deliver to.
 */
export interface DirectConsumer {
  name: string;
  direct: true;
  /** Events that it works at at the same time. */
  concurrency: number;
  events: readonly string[];
}

export type EventConsumer = QueueConsumer | DirectConsumer;

export function isDirect(consumer: EventConsumer): consumer is DirectConsumer {
  return 'direct' in consumer;
}
