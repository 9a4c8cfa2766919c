import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { AuditLog } from '#platform/audit/audit-log.js';
import { bytesToId } from '#platform/database/id-column.js';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import { Consumptions } from '#platform/outbox/consumptions.js';
import type { EventJob } from '#platform/outbox/event-envelope.js';
import { EventConsumersModule } from '#platform/outbox/outbox.module.js';
import { Outbox } from '#platform/outbox/outbox.js';
import { startContext, type TestContext } from '../../support/platform.js';

const consumer = 'test.writer';

let context: TestContext;
let consumptions: Consumptions;

// Without the relay and a queue: the deliveries are the test's own.
beforeAll(async () => {
  const consumers = [{ name: consumer, queue: 'testing', events: ['test.happened'] }];
  context = await startContext({ imports: [EventConsumersModule.forConsumers(consumers)] });
  consumptions = context.app.get(Consumptions);
});
afterAll(() => context.close());

async function happened(note: string): Promise<EventJob> {
  await context.app
    .get(UnitOfWork)
    .run(() => context.app.get(Outbox).append([{ type: 'test.happened', payload: { note } }]));
  const [row] = await context.database.query<{ id: Buffer }>('SELECT id FROM outbox WHERE payload LIKE ?', [
    `%${note}%`,
  ]);
  return { eventId: bytesToId(row!.id), consumer };
}

const write = (note: string): Promise<void> =>
  context.app.get(AuditLog).append({ actor: 'writer', action: note, subjectType: 'event', subjectId: '1' });

const written = async (note: string): Promise<number> =>
  (await context.database.query('SELECT 1 FROM audit_log WHERE action = ?', [note])).length;

describe('an event that is delivered twice', () => {
  it('has its effect once when the second delivery comes later', async () => {
    const job = await happened('later');
    await consumptions.once(job, () => write('later'));
    await consumptions.once(job, () => write('later'));
    expect(await written('later')).toBe(1);
  });

  it('has its effect once when both are worked on at the same moment', async () => {
    const job = await happened('meanwhile');
    const seen = jest.spyOn(consumptions, 'pending');
    const bothHaveLooked = Promise.withResolvers<undefined>();
    const work = async (): Promise<void> => {
      await bothHaveLooked.promise;
      await write('meanwhile');
    };
    const deliveries = [consumptions.once(job, work), consumptions.once(job, work)];
    const looks = await Promise.all(seen.mock.results.map(({ value }) => value as Promise<unknown>));
    expect(looks.every((event) => event !== undefined)).toBe(true);
    bothHaveLooked.resolve(undefined);
    await Promise.all(deliveries);
    expect(await written('meanwhile')).toBe(1);
    seen.mockRestore();
  });

  it('has it after all when the first delivery failed', async () => {
    const job = await happened('at last');
    const failing = consumptions.once(job, async () => {
      await write('at last');
      throw new Error('fails on purpose');
    });
    await expect(failing).rejects.toThrow('on purpose');
    await consumptions.once(job, () => write('at last'));
    expect(await written('at last')).toBe(1);
  });
});
