import { Process, Processor } from '@nestjs/bull';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Job } from 'bull';
import { Redis } from 'ioredis';
import { AuditLog } from '#platform/audit/audit-log.js';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import { Consumptions } from '#platform/outbox/consumptions.js';
import type { EventJob } from '#platform/outbox/event-envelope.js';
import { OutboxHousekeeping } from '#platform/outbox/outbox-housekeeping.js';
import { EventConsumersModule, OutboxRelayModule } from '#platform/outbox/outbox.module.js';
import { Outbox } from '#platform/outbox/outbox.js';
import { testRedisUrl } from '../../support/database.js';
import { eventually } from '../../support/eventually.js';
import { startContext, type TestContext } from '../../support/platform.js';

/** How often each consumer was called, and how often it is to fail. */
const calls = { writer: 0, listener: 0 };
const failures = { writer: 0 };

@Processor('testing')
class TestProcessor {
  constructor(
    private readonly consumptions: Consumptions,
    private readonly audit: AuditLog,
  ) {}

  @Process({ name: 'test.writer', concurrency: 4 })
  async write({ data }: Job<EventJob>): Promise<void> {
    await this.consumptions.once<{ note: string }>(data, async ({ payload }) => {
      calls.writer += 1;
      await this.audit.append({
        actor: 'writer',
        action: payload.note,
        subjectType: 'event',
        subjectId: '1',
      });
      if (failures.writer > 0) {
        failures.writer -= 1;
        throw new Error('fails on purpose');
      }
    });
  }

  @Process({ name: 'test.listener', concurrency: 4 })
  async listen({ data }: Job<EventJob>): Promise<void> {
    await this.consumptions.once(data, () => {
      calls.listener += 1;
      return Promise.resolve();
    });
  }
}

let context: TestContext;
let redis: Redis;

beforeAll(async () => {
  const consumers = [
    { name: 'test.writer', queue: 'testing', events: ['test.happened', 'test.secret'] },
    { name: 'test.listener', queue: 'testing', events: ['test.happened'] },
  ];
  context = await startContext(
    {
      imports: [EventConsumersModule.forConsumers(consumers, ['test.unheard']), OutboxRelayModule],
      providers: [TestProcessor],
    },
    { OUTBOX_LEASE_SECONDS: '1' },
  );
  redis = new Redis(testRedisUrl());
});

afterAll(async () => {
  redis.disconnect();
  await context.close();
});

beforeEach(() => {
  Object.assign(calls, { writer: 0, listener: 0 });
  failures.writer = 0;
});

const happen = (note: string, event: { type?: string; sensitive?: boolean } = {}): Promise<void> =>
  context.app
    .get(UnitOfWork)
    .run(() => context.app.get(Outbox).append([{ type: 'test.happened', payload: { note }, ...event }]));

const noted = async (note: string): Promise<number> =>
  (await context.database.query('SELECT 1 FROM audit_log WHERE action = ?', [note])).length;
const pending = async (): Promise<number> => (await context.app.get(OutboxHousekeeping).figures()).pending;

describe('the outbox', () => {
  it('delivers an event to each of its consumers, once in effect', async () => {
    await happen('plain');
    await eventually(async () => expect(await pending()).toBe(0));
    expect(calls).toEqual({ writer: 1, listener: 1 });
    expect(await noted('plain')).toBe(1);
  });

  it('carries nothing of a transaction that was rolled back', async () => {
    const work = context.app.get(UnitOfWork).run(async () => {
      await context.app.get(Outbox).append([{ type: 'test.happened', payload: { note: 'never' } }]);
      throw new Error('rolled back');
    });
    await expect(work).rejects.toThrow('rolled back');
    await happen('after');
    await eventually(async () => expect(await noted('after')).toBe(1));
    expect(await noted('never')).toBe(0);
  });

  it('tries a failing consumer again and leaves no trace of its failed runs', async () => {
    failures.writer = 2;
    await happen('third time');
    await eventually(async () => expect(await pending()).toBe(0), 15_000);
    expect(calls.writer).toBe(3);
    expect(await noted('third time')).toBe(1);
  });

  it('makes the jobs again when Redis has forgotten them', async () => {
    failures.writer = 1; // the failed job waits for its second attempt while everything is lost
    await happen('flushed');
    await eventually(() => expect(calls.writer).toBeGreaterThan(0));
    const keys = await redis.keys(`*${context.config.redis.prefix}*`);
    expect(keys.length).toBeGreaterThan(0);
    await redis.del(...keys);
    await eventually(async () => expect(await noted('flushed')).toBe(1), 15_000);
    await eventually(async () => expect(await pending()).toBe(0), 15_000);
  });

  it('ignores a job that comes twice', async () => {
    await happen('twice');
    await eventually(async () => expect(await pending()).toBe(0));
    await context.database.query(
      "UPDATE outbox SET next_attempt_at = UTC_TIMESTAMP(3), done_at = NULL WHERE payload LIKE '%twice%'",
    );
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(calls).toEqual({ writer: 1, listener: 1 });
    expect(await noted('twice')).toBe(1);
  });

  it('closes events that nobody wants', async () => {
    await happen('unwanted', { type: 'test.unheard' });
    await eventually(async () => {
      const rows = await context.database.query<{ done_at: Date | null }>(
        "SELECT done_at FROM outbox WHERE type = 'test.unheard'",
      );
      expect(rows[0]?.done_at).toBeInstanceOf(Date);
    });
  });

  it('leaves events that it does not know to another version for a quarter of an hour', async () => {
    const ofTomorrow = async (): Promise<{ done_at: Date | null; attempts: number; waits: number }> => {
      const [row] = await context.database.query<{ done_at: Date | null; attempts: number; waits: number }>(
        `SELECT done_at, attempts, next_attempt_at > UTC_TIMESTAMP(3) + INTERVAL 5 SECOND AS waits
         FROM outbox WHERE type = 'test.of-tomorrow'`,
      );
      return row!;
    };
    await happen('unknown', { type: 'test.of-tomorrow' });
    await eventually(async () =>
      expect(await ofTomorrow()).toMatchObject({ done_at: null, attempts: 0, waits: 1 }),
    );
    await context.database.query(
      `UPDATE outbox
       SET occurred_at = UTC_TIMESTAMP(3) - INTERVAL 16 MINUTE, next_attempt_at = UTC_TIMESTAMP(3)
       WHERE type = 'test.of-tomorrow'`,
    );
    await eventually(async () => expect((await ofTomorrow()).done_at).toBeInstanceOf(Date));
  });

  it('wipes a secret as soon as it was consumed, and keeps none of it in Redis', async () => {
    await happen('the secret', { type: 'test.secret', sensitive: true });
    await eventually(async () => expect(await noted('the secret')).toBe(1));
    expect(await context.database.query("SELECT payload FROM outbox WHERE type = 'test.secret'")).toEqual([
      { payload: '{}' },
    ]);
  });

  it('gives up after a day of failures, and replays on request', async () => {
    await happen('dead');
    await eventually(async () => expect(await noted('dead')).toBe(1));
    await context.database.query(
      'UPDATE outbox SET attempts = 99, next_attempt_at = UTC_TIMESTAMP(3), done_at = NULL, consumed = 1 WHERE payload LIKE \'%"dead"%\'',
    );
    await context.database.query(
      "DELETE FROM outbox_consumptions WHERE consumer = 'test.writer' AND event_id IN (SELECT id FROM outbox WHERE attempts >= 99)",
    );
    const housekeeping = context.app.get(OutboxHousekeeping);
    await eventually(async () => expect((await housekeeping.figures()).dead).toBe(1));
    await housekeeping.replay();
    await eventually(async () => expect(await noted('dead')).toBe(2));
    expect((await housekeeping.figures()).dead).toBe(0);
  });
});
