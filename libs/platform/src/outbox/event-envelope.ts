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
export interface EventConsumer {
  /** `<context>.<what it does>`, unique; recorded with each consumed event, so it must not change. */
  name: string;
  queue: string;
  events: readonly string[];
}
