import { Injectable, Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import { BullModule } from '@nestjs/bull';
import { Redis, type RedisOptions } from 'ioredis';
import { Config } from '../config/config.js';

/** Bull leaves connections that `createClient` made for others to close. */
@Injectable()
export class QueueConnections implements OnApplicationShutdown {
  private readonly shared = new Map<string, Redis>();
  private readonly all: Redis[] = [];

  constructor(private readonly config: Config) {}

  /** Queues share one client and one subscriber; each needs a blocking connection of its own. */
  forBull(type: 'client' | 'subscriber' | 'bclient', options?: RedisOptions): Redis {
    if (type === 'bclient') return this.open(options);
    const existing = this.shared.get(type);
    if (existing !== undefined) return existing;
    const client = this.open(options);
    this.shared.set(type, client);
    return client;
  }

  onApplicationShutdown(): void {
    for (const client of this.all) client.disconnect();
  }

  private open(options?: RedisOptions): Redis {
    const client = new Redis(this.config.redis.url, {
      ...options,
      maxRetriesPerRequest: null,
      enableReadyCheck: false,
      retryStrategy: (attempt) => Math.min(attempt * 100, 2_000),
    });
    client.setMaxListeners(50); // every queue listens on the shared ones
    client.on('error', () => undefined); // the health page and the watchdog report it
    this.all.push(client);
    return client;
  }
}

@Module({ providers: [QueueConnections], exports: [QueueConnections] })
class QueueConnectionsModule {}

/** Bull on Redis. Only the outbox relay adds jobs: `queue.add` waits for ever while Redis is away, so no request may call it. */
@Module({})
export class QueueModule {
  static forRoot(): DynamicModule {
    return {
      module: QueueModule,
      imports: [
        BullModule.forRootAsync({
          imports: [QueueConnectionsModule],
          inject: [Config, QueueConnections],
          useFactory: (config: Config, connections: QueueConnections) => ({
            prefix: `{${config.redis.prefix}}`,
            createClient: (type: 'client' | 'subscriber' | 'bclient', options?: RedisOptions) =>
              connections.forBull(type, options),
            settings: { stalledInterval: 5_000, maxStalledCount: 5, lockDuration: 30_000 },
            defaultJobOptions: {
              attempts: 5,
              backoff: { type: 'exponential', delay: 1_000 },
              removeOnComplete: 500,
              removeOnFail: 5_000,
            },
          }),
        }),
      ],
    };
  }

  static register(...names: string[]): DynamicModule {
    const queues = BullModule.registerQueue(...names.map((name) => ({ name })));
    return { module: QueueModule, imports: [queues], exports: [queues] };
  }
}
