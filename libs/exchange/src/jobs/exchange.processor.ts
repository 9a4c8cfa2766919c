import { Process, Processor } from '@nestjs/bull';
import type { BeforeApplicationShutdown } from '@nestjs/common';
import type { Job } from 'bull';
import { Consumptions } from '#platform/outbox/consumptions.js';
import type { EventJob } from '#platform/outbox/event-envelope.js';
import { RunImport } from '../application/run-import.js';
import type { ImportId } from '../domain/import.js';
import type { ImportStaged } from '../events.js';
import { EXCHANGE_QUEUE, RUN_IMPORT } from './exchange.consumers.js';

/** The process is stopping; the queue gives the job to another one, which goes on where this one was. */
class ImportInterrupted extends Error {
  constructor(importId: string) {
    super(`The import ${importId} goes on in another process.`);
    this.name = 'ImportInterrupted';
  }
}

/** Runs imports, one at a time in each process. It may take longer than an event's lease: a second delivery finds it locked, or done. */
@Processor(EXCHANGE_QUEUE)
export class ExchangeProcessor implements BeforeApplicationShutdown {
  private isStopping = false;

  constructor(
    private readonly consumptions: Consumptions,
    private readonly runImport: RunImport,
  ) {}

  beforeApplicationShutdown(): void {
    this.isStopping = true;
  }

  @Process({ name: RUN_IMPORT, concurrency: 1 })
  async run(job: Job<EventJob>): Promise<void> {
    const event = await this.consumptions.pending<ImportStaged['payload']>(job.data);
    if (event === undefined) return;
    const importId = event.payload.importId as ImportId;
    const end = await this.runImport.execute({
      importId,
      onProgress: showProgress(job),
      mayGoOn: () => !this.isStopping,
      isLastAttempt: job.attemptsMade + 1 >= (job.opts.attempts ?? 1),
    });
    if (end === 'interrupted') throw new ImportInterrupted(importId);
    // Elsewhere: whoever has it completes the event. Should that process die, the lease brings the event back here.
    if (end === 'done') await this.consumptions.complete(job.data, event, () => Promise.resolve());
  }
}

/** Not awaited: while Redis is away it would be answered only once it is back, and nobody needs it to go on. */
function showProgress(job: Job<EventJob>): (percent: number) => void {
  let shown = -1;
  return (percent) => {
    if (percent === shown) return;
    shown = percent;
    job.progress(percent).catch(() => undefined);
  };
}
