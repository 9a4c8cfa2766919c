import { Process, Processor } from '@nestjs/bull';
import { describe, expect, it } from '@jest/globals';
import type { Job } from 'bull';
import { AuditLog } from '#platform/audit/audit-log.js';
import { UnitOfWork } from '#platform/database/unit-of-work.js';
import { Consumptions } from '#platform/outbox/consumptions.js';
import type { EventJob } from '#platform/outbox/event-envelope.js';
import { EventConsumersModule, OutboxRelayModule } from '#platform/outbox/outbox.module.js';
import { Outbox } from '#platform/outbox/outbox.js';
import { eventually } from '../../support/eventually.js';
import { startContext } from '../../support/platform.js';

const state = { begun: false, finished: false };

@Processor('slow')
class SlowProcessor {
  constructor(
    private readonly consumptions: Consumptions,
    private readonly audit: AuditLog,
  ) {}

  @Process('test.slow')
  async work({ data }: Job<EventJob>): Promise<void> {
    state.begun = true;
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    await this.consumptions.once(data, () =>
      this.audit.append({ actor: 'slow', action: 'done', subjectType: 'job', subjectId: '1' }),
    );
    state.finished = true;
  }
}

describe('stopping a worker', () => {
  it('waits for the job that is under way', async () => {
    const context = await startContext({
      imports: [
        EventConsumersModule.forConsumers([{ name: 'test.slow', queue: 'slow', events: ['test.happened'] }]),
        OutboxRelayModule,
      ],
      providers: [SlowProcessor],
    });
    await context.app
      .get(UnitOfWork)
      .run(() => context.app.get(Outbox).append([{ type: 'test.happened', payload: {} }]));
    await eventually(() => expect(state.begun).toBe(true));
    await context.app.close();
    expect(state.finished).toBe(true);
    expect(await context.database.query('SELECT done_at IS NOT NULL AS done FROM outbox')).toEqual([
      { done: 1 },
    ]);
    await context.database.drop();
  });
});
