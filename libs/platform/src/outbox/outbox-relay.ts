import { setTimeout as sleep } from 'node:timers/promises';
import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { Config } from '../config/config.js';
import { bytesToId } from '../database/id-column.js';
import { Metrics } from '../observability/metrics.js';
import { PollingTurns } from '../redis/polling-turns.js';
import { DirectLane } from './direct-lane.js';
import { EventConsumers } from './event-consumers.js';
import { outboxChannel } from './outbox.js';
import { batchSize, OutboxLeases, type LeasedEvent, type Wanted } from './outbox-leases.js';
import { QueueCarrier } from './queue-carrier.js';

/** A Redis that is slower does not hold up the direct consumers. */
const patienceMs = 50;

/**
 * Carries events from the outbox table to the queues, and to the direct consumers, which it runs itself. A lease that runs out before every
 * consumer has recorded the event is carried again (to a queue under a new job id), so whatever Redis or a worker lost comes back.
 */
@Injectable()
export class OutboxRelay implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(OutboxRelay.name);
  private lanes: readonly DirectLane[] = [];
  private isCarrying = false;
  private turns: PollingTurns | undefined;
  private loop: Promise<void> = Promise.resolve();

  constructor(
    private readonly leases: OutboxLeases,
    private readonly queues: QueueCarrier,
    private readonly consumers: EventConsumers,
    private readonly metrics: Metrics,
    private readonly config: Config,
  ) {}

  onApplicationBootstrap(): void {
    this.lanes = this.consumers.direct.map((consumer) => {
      const ended = (outcome: 'completed' | 'failed'): void => {
        this.metrics.countJob('direct', consumer.name, outcome);
        this.turns?.wake();
      };
      return new DirectLane(consumer, this.consumers.runnerOf(consumer), ended);
    });
    this.turns = new PollingTurns(this.config.redis.url, outboxChannel(this.config));
    this.loop = this.relayUntilStopped(this.turns);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.turns?.stop();
    await this.loop;
    await Promise.all(this.lanes.map((lane) => lane.stop()));
  }

  private async relayUntilStopped(turns: PollingTurns): Promise<void> {
    while (!turns.isStopped) {
      const turn = turns.begin();
      try {
        if ((await this.relayBatch()) === batchSize) continue;
      } catch (error) {
        this.logger.error(`Relaying events failed and is tried again: ${String(error)}`);
      }
      await turns.untilNext(turn, this.config.outbox.pollMs);
    }
  }

  /** @returns how many events were leased */
  private async relayBatch(): Promise<number> {
    const wanted = this.wanted();
    if (wanted.only?.length === 0) return 0;
    const events = await this.leases.take(wanted);
    for (const lane of this.lanes) lane.add(eventsOf(lane, events));
    await this.carry(events.filter(({ type }) => !this.isDirect(type)));
    return events.length;
  }

  /** No more than somebody can take now: the rest is not to spend its leases. */
  private wanted(): Wanted {
    const types = (lanes: readonly DirectLane[]): string[] =>
      lanes.flatMap(({ consumer }) => consumer.events);
    if (this.isCarrying || !this.queues.isReachable)
      return { only: types(this.lanes.filter((lane) => lane.hasRoom)) };
    return { except: types(this.lanes.filter((lane) => !lane.hasRoom)) };
  }

  private isDirect(type: string): boolean {
    return this.lanes.some(({ consumer }) => consumer.events.includes(type));
  }

  /** Waits for the queues a moment, then goes on with the direct consumers alone until they have taken the jobs. */
  private async carry(events: readonly LeasedEvent[]): Promise<void> {
    if (events.length === 0) return;
    this.isCarrying = true;
    const carried = this.queues
      .carry(events)
      .catch((error: unknown) => {
        this.logger.error(`Events could not be put into their queues and are tried again: ${String(error)}`);
      })
      .finally(() => {
        this.isCarrying = false;
        this.turns?.wake();
      });
    await Promise.race([carried, sleep(patienceMs, undefined, { ref: false })]);
  }
}

function eventsOf({ consumer }: DirectLane, events: readonly LeasedEvent[]): string[] {
  return events.filter(({ type }) => consumer.events.includes(type)).map(({ id }) => bytesToId(id));
}
