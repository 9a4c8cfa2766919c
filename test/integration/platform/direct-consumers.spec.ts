import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Process, Processor } from '@nestjs/bull';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Job } from 'bull';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import { Consumptions } from '#platform/outbox/consumptions.js';
import { EventConsumers } from '#platform/outbox/event-consumers.js';
import type { EventConsumer, EventJob } from '#platform/outbox/event-envelope.js';
import { EventConsumersModule, OutboxRelayModule } from '#platform/outbox/outbox.module.js';
import { Outbox } from '#platform/outbox/outbox.js';
import { eventually } from '../../support/eventually.js';
import { startContext, type TestContext } from '../../support/platform.js';

const seen: string[] = [];
const failures = { left: 0 };
const slow = { until: Promise.resolve() };
let running = 0;
let mostRunning = 0;

@Injectable()
class TestConsumer implements OnModuleInit {
  constructor(
    private readonly consumers: EventConsumers,
    private readonly consumptions: Consumptions,
  ) {}

  onModuleInit(): void {
    this.consumers.runs('test.direct', (job) => this.happened(job));
  }

  private async happened(job: EventJob): Promise<void> {
    running += 1;
    mostRunning = Math.max(mostRunning, running);
    await slow.until;
    try {
      await this.consumptions.once<{ note: string }>(job, ({ payload }) => this.note(payload.note));
    } finally {
      running -= 1;
    }
  }

  private note(note: string): Promise<void> {
    if (failures.left > 0) {
      failures.left -= 1;
      return Promise.reject(new Error('fails on purpose'));
    }
    seen.push(note);
    return Promise.resolve();
  }
}

@Processor('testing-direct')
class TestProcessor {
  constructor(private readonly consumptions: Consumptions) {}

  @Process('test.queued')
  queued({ data }: Job<EventJob>): Promise<void> {
    return this.consumptions.once<{ note: string }>(data, ({ payload }) => {
      seen.push(payload.note);
      return Promise.resolve();
    });
  }
}

const consumers: EventConsumer[] = [
  { name: 'test.direct', direct: true, concurrency: 2, events: ['test.urgent'] },
  { name: 'test.queued', queue: 'testing-direct', events: ['test.patient'] },
];
const withoutRedis = { REDIS_URL: 'redis://127.0.0.1:1/0' };
let context: TestContext;

async function start(variables: Readonly<Record<string, string>> = {}): Promise<void> {
  const imports = [EventConsumersModule.forConsumers(consumers), OutboxRelayModule];
  context = await startContext(
    { imports, providers: [TestConsumer, TestProcessor] },
    { OUTBOX_LEASE_SECONDS: '1', ...variables },
  );
}

beforeEach(() => {
  seen.length = 0;
  failures.left = 0;
  slow.until = Promise.resolve();
});

function happen(type: string, ...notes: string[]): Promise<void> {
  return context.app
    .get(UnitOfWork)
    .run(() => context.app.get(Outbox).append(notes.map((note) => ({ type, payload: { note } }))));
}

async function untilSeen(...notes: string[]): Promise<void> {
  await eventually(() => {
    expect(seen.toSorted()).toEqual(notes.toSorted());
  });
}

async function attempts(note: string): Promise<number[]> {
  const rows = await context.database.query<{ attempts: number }>(
    'SELECT attempts FROM outbox WHERE payload = ?',
    [JSON.stringify({ note })],
  );
  return rows.map((row) => row.attempts);
}

describe('direct consumers without Redis', () => {
  beforeAll(() => start(withoutRedis));
  afterAll(() => context.close());

  it('are run, and nothing that waits for a queue spends its deliveries meanwhile', async () => {
    await happen('test.patient', 'later');
    await happen('test.urgent', 'now');
    await untilSeen('now');
    await happen('test.urgent', 'again');
    await untilSeen('now', 'again');
    expect(await attempts('later')).toEqual([0]);
  });

  it('come back at once from a failure, and after their lease from several', async () => {
    failures.left = 2;
    await happen('test.urgent', 'third time');
    await untilSeen('third time');
    expect(await attempts('third time')).toEqual([1]);
  });

  it('do their work once, though it is leased again while they are at it', async () => {
    let goOn: () => void = () => undefined;
    slow.until = new Promise((resolve) => (goOn = resolve));
    await happen('test.urgent', 'slow');
    await eventually(async () => {
      expect(await attempts('slow')).toEqual([2]);
    });
    goOn();
    await untilSeen('slow');
  });

  it('work at as many events at a time as they said', async () => {
    mostRunning = 0;
    const notes = Array.from({ length: 30 }, (_, n) => String(n));
    await happen('test.urgent', ...notes);
    await untilSeen(...notes);
    expect(mostRunning).toBe(2);
  });
});

describe('direct consumers with Redis', () => {
  beforeAll(() => start());
  afterAll(() => context.close());

  it('are run beside the queues', async () => {
    await happen('test.urgent', 'a', 'b');
    await happen('test.patient', 'c');
    await untilSeen('a', 'b', 'c');
    await eventually(async () => {
      expect(await context.database.query('SELECT id FROM outbox WHERE done_at IS NULL')).toEqual([]);
    });
  });
});

describe('the registry of consumers', () => {
  it('keeps direct consumers and others apart, and misses who does no work', () => {
    const registry = new EventConsumers();
    registry.register({ name: 'one', direct: true, concurrency: 1, events: ['test.both'] });
    expect(() => {
      registry.register({ name: 'other', queue: 'any', events: ['test.both'] });
    }).toThrow("'test.both' has direct consumers and others.");
    expect(() => registry.runnerOf(registry.direct[0]!)).toThrow("Nobody runs the direct consumer 'one'.");
  });
});
