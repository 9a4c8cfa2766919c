import { Global, Module, type DynamicModule } from '@nestjs/common';
import { QueueModule } from '../queue/queue.module.js';
import { Consumptions } from './consumptions.js';
import { EventConsumers } from './event-consumers.js';
import { isDirect, type EventConsumer } from './event-envelope.js';
import { Outbox } from './outbox.js';
import { OutboxHousekeeping } from './outbox-housekeeping.js';
import { OutboxLeases } from './outbox-leases.js';
import { OutboxRelay } from './outbox-relay.js';
import { QueueCarrier } from './queue-carrier.js';

/** Writing and consuming events; part of every process. */
@Global()
@Module({
  providers: [Outbox, Consumptions, EventConsumers, OutboxHousekeeping],
  exports: [Outbox, Consumptions, EventConsumers, OutboxHousekeeping],
})
export class OutboxModule {}

/** What a jobs module imports to be given events. */
@Module({})
export class EventConsumersModule {
  /** @param unheard events of this context that nobody consumes. One that no worker knows may be a newer version's, and waits for it. */
  static forConsumers(consumers: readonly EventConsumer[], unheard: readonly string[] = []): DynamicModule {
    const names = consumers.flatMap((consumer) => (isDirect(consumer) ? [] : [consumer.queue]));
    const queues = QueueModule.register(...new Set(names));
    const registration = {
      provide: Symbol('event consumers'),
      inject: [EventConsumers],
      useFactory: (registry: EventConsumers) => {
        for (const consumer of consumers) registry.register(consumer);
        registry.leaveUnheard(unheard);
        return consumers;
      },
    };
    return { module: EventConsumersModule, imports: [queues], providers: [registration], exports: [queues] };
  }
}

/** Carrying events to their consumers; part of the worker alone. */
@Module({ providers: [OutboxRelay, OutboxLeases, QueueCarrier], exports: [OutboxRelay] })
export class OutboxRelayModule {}
