import { Injectable } from '@nestjs/common';
import { Outbox } from '#platform/outbox/outbox.js';
import type { DomainEvent } from '#shared-kernel';
import type { MailQueued } from '../events.js';
import type { MailDraft, MailId } from './mail.js';
import { Mails } from './mails.js';

/** Puts a mail into the delivery log, together with the event that gets it sent. Part of the caller's unit of work. */
@Injectable()
export class QueueMail {
  constructor(
    private readonly mails: Mails,
    private readonly outbox: Outbox,
  ) {}

  async execute(draft: MailDraft): Promise<void> {
    const id = await this.mails.add(draft);
    if (id === undefined) return; // asked for before: one mail per kind and reference
    await this.outbox.append([mailQueued(id)]);
  }
}

export function mailQueued(mailId: MailId): MailQueued & DomainEvent {
  return { type: 'notifications.mail-queued', payload: { mailId } };
}
