import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { DatabaseUnavailable } from '#platform/database/errors.js';
import { Consumptions } from '#platform/outbox/consumptions.js';
import type { EventEnvelope, EventJob } from '#platform/outbox/event-envelope.js';
import type { MailQueued } from '../events.js';
import type { ClaimedMail, MailId } from './mail.js';
import { MailMetrics } from './mail-metrics.js';
import { MailDelayed, MailRefused, MailTransport } from './mail-transport.js';
import { Mails } from './mails.js';

type QueuedEvent = EventEnvelope<MailQueued['payload']>;

/** Longer than the transport's patience: a claim that ran out during an attempt would let a second worker send as well. */
const CLAIM_MARGIN_SECONDS = 10;
const RECORDING_PATIENCE_MS = 120_000;
const RECORDING_PAUSE_MS = 500;

/**
 * Sends one mail of the delivery log. The network call lies between two short transactions: the claim, and the record that it was sent,
 * which is also the record that the event was consumed.
 */
@Injectable()
export class SendMail {
  constructor(
    private readonly mails: Mails,
    private readonly transport: MailTransport,
    private readonly consumptions: Consumptions,
    private readonly metrics: MailMetrics,
  ) {}

  /** @throws MailDelayed if it has to be tried again */
  async execute(job: EventJob): Promise<void> {
    const event: QueuedEvent | undefined = await this.consumptions.pending(job);
    if (event === undefined) return;
    const claim = await this.mails.claim(
      event.payload.mailId as MailId,
      this.transport.patienceSeconds + CLAIM_MARGIN_SECONDS,
    );
    if (claim === 'busy') throw new MailDelayed('Another worker is sending this mail, or was until it died.');
    if (claim === 'settled') await this.consumptions.complete(job, event, () => Promise.resolve());
    else await this.send(claim.mail, job, event);
  }

  private async send(mail: ClaimedMail, job: EventJob, event: QueuedEvent): Promise<void> {
    try {
      await this.transport.send(mail);
    } catch (error) {
      if (error instanceof MailRefused) await this.refuse(mail, error, job, event);
      else await this.delay(mail, error, job, event);
      return;
    }
    await this.recordAcceptance(() =>
      this.consumptions.complete(job, event, () => this.mails.recordSent(mail.id)),
    );
    this.metrics.sent(mail.kind);
  }

  private async refuse(
    { id, kind }: ClaimedMail,
    error: MailRefused,
    job: EventJob,
    event: QueuedEvent,
  ): Promise<void> {
    await this.consumptions.complete(job, event, () => this.mails.recordRefusal(id, kind, error.message));
    this.metrics.failed(kind);
  }

  private async delay(
    { id, kind }: ClaimedMail,
    error: unknown,
    job: EventJob,
    event: QueuedEvent,
  ): Promise<void> {
    const reason = error instanceof Error ? error.message : String(error);
    const status = await this.mails.recordDelay(id, kind, reason);
    if (status === 'queued') throw error;
    await this.consumptions.complete(job, event, () => Promise.resolve());
    this.metrics.failed(kind);
  }

  /** The mail has left. While this process lives, an outage of the database must not make it leave a second time. */
  private async recordAcceptance(record: () => Promise<void>): Promise<void> {
    const deadline = Date.now() + RECORDING_PATIENCE_MS;
    for (;;) {
      try {
        await record();
        return;
      } catch (error) {
        if (!(error instanceof DatabaseUnavailable) || Date.now() > deadline) throw error;
        await sleep(RECORDING_PAUSE_MS);
      }
    }
  }
}
