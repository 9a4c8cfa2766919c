import { Injectable } from '@nestjs/common';
import { Config } from '#platform/config/config.js';
import { Database } from '#platform/database/database.js';
import { bytesToId, idToBytes } from '#platform/database/id-column.js';
import { newId } from '#shared-kernel';
import {
  farewell,
  holdsSecret,
  type ClaimedMail,
  type MailContent,
  type MailDraft,
  type MailId,
  type MailKind,
} from '../application/mail.js';
import { Mails, type Claim } from '../application/mails.js';
import { subjectOf } from './mail-views.js';

interface MailRow {
  kind: MailKind;
  recipient: string;
  message_id: string;
  data: string | null;
}

/** RFC 5321, 4.5.4.1: a sender gives up after four to five days. */
const GIVE_UP_AFTER_DAYS = 5;
/** Later than the outbox's own last attempt, which comes about 20 hours after the first. */
const STRANDED_AFTER_HOURS = 26;
/** Behind the assignment of `status`, whose new value it sees, on both servers. */
const FORGET_WHOM = `recipient = IF(kind = '${farewell}' AND status <> 'queued', '', recipient),
           last_error = IF(kind = '${farewell}' AND status <> 'queued', NULL, last_error)`;
const MAX_SUBJECT = 255;
const MAX_ERROR = 500;

@Injectable()
export class MysqlMails extends Mails {
  constructor(
    private readonly database: Database,
    private readonly config: Config,
  ) {
    super();
  }

  async add(draft: MailDraft): Promise<MailId | undefined> {
    const { kind, reference, recipient, content } = draft;
    const id = newId<MailId>();
    // IGNORE turns the repeated (kind, reference) into 0 rows; the lengths are kept by the callers and below.
    const { affectedRows } = await this.database.write(
      `INSERT IGNORE INTO mails (id, kind, reference, recipient, subject, message_id, data, status, queued_at, requeue_at)
       VALUES (:id, :kind, :reference, :recipient, :subject, :messageId, :data, 'queued', UTC_TIMESTAMP(3),
               UTC_TIMESTAMP(3) + INTERVAL ${String(STRANDED_AFTER_HOURS)} HOUR)`,
      {
        id: idToBytes(id),
        kind,
        reference,
        recipient,
        subject: subjectOf(draft, this.config.shop.name).slice(0, MAX_SUBJECT),
        messageId: `<${kind}.${reference}@${senderDomain(this.config.mail.from)}>`,
        data: JSON.stringify(content),
      },
    );
    return affectedRows === 1 ? id : undefined;
  }

  async claim(id: MailId, seconds: number): Promise<Claim> {
    const parameters = { id: idToBytes(id), seconds };
    const { affectedRows } = await this.database.writeAlone(
      `UPDATE mails
       SET claimed_until = UTC_TIMESTAMP(3) + INTERVAL :seconds SECOND, attempts = attempts + 1
       WHERE id = :id AND status = 'queued' AND (claimed_until IS NULL OR claimed_until < UTC_TIMESTAMP(3))`,
      parameters,
    );
    if (affectedRows === 0) return (await this.statusOf(id)) === 'queued' ? 'busy' : 'settled';
    const row = await this.database.queryOne<MailRow>(
      `SELECT kind, recipient, message_id, data FROM mails WHERE id = :id`,
      { id: parameters.id },
    );
    return row === undefined ? 'settled' : { mail: claimedMail(id, row) };
  }

  async recordSent(id: MailId): Promise<void> {
    await this.database.writeLater(
      `UPDATE mails
       SET status = 'sent', sent_at = UTC_TIMESTAMP(3), data = NULL, last_error = NULL, claimed_until = NULL, requeue_at = NULL,
           ${FORGET_WHOM}
       WHERE id = :id`,
      { id: idToBytes(id) },
    );
  }

  async recordRefusal(id: MailId, kind: MailKind, reason: string): Promise<void> {
    await this.database.writeLater(
      `UPDATE mails
       SET status = 'failed', failed_at = UTC_TIMESTAMP(3), last_error = :reason, claimed_until = NULL, requeue_at = NULL,
           data = IF(:wipe, NULL, data),
           ${FORGET_WHOM}
       WHERE id = :id AND status = 'queued'`,
      { id: idToBytes(id), reason: reason.slice(0, MAX_ERROR), wipe: holdsSecret(kind) },
    );
  }

  async recordDelay(id: MailId, kind: MailKind, reason: string): Promise<'queued' | 'failed'> {
    // From left to right: the assignments behind `status` see its new value, on both servers.
    await this.database.writeAlone(
      `UPDATE mails
       SET status = IF(queued_at < UTC_TIMESTAMP(3) - INTERVAL ${String(GIVE_UP_AFTER_DAYS)} DAY, 'failed', 'queued'),
           failed_at = IF(status = 'failed', UTC_TIMESTAMP(3), NULL),
           requeue_at = IF(status = 'failed', NULL, requeue_at),
           data = IF(status = 'failed' AND :wipe, NULL, data),
           last_error = :reason, claimed_until = NULL,
           ${FORGET_WHOM}
       WHERE id = :id AND status = 'queued'`,
      { id: idToBytes(id), reason: reason.slice(0, MAX_ERROR), wipe: holdsSecret(kind) },
    );
    return (await this.statusOf(id)) === 'queued' ? 'queued' : 'failed';
  }

  async takeStranded(limit: number): Promise<MailId[]> {
    const rows = await this.database.query<{ id: Buffer }>(
      `SELECT id
       FROM mails FORCE INDEX (mails_requeue)
       WHERE requeue_at < UTC_TIMESTAMP(3)
       ORDER BY requeue_at, id
       LIMIT ${String(limit)}
       FOR UPDATE SKIP LOCKED`,
    );
    if (rows.length === 0) return [];
    await this.database.writeLater(
      `UPDATE mails
       SET requeue_at = UTC_TIMESTAMP(3) + INTERVAL ${String(STRANDED_AFTER_HOURS)} HOUR
       WHERE id IN (:ids)`,
      { ids: rows.map(({ id }) => id) },
    );
    return rows.map(({ id }) => bytesToId(id));
  }

  private async statusOf(id: MailId): Promise<string> {
    const row = await this.database.queryOne<{ status: string }>(`SELECT status FROM mails WHERE id = :id`, {
      id: idToBytes(id),
    });
    // Deleted from the log by an operator: there is nothing left to send.
    return row?.status ?? 'deleted';
  }
}

function claimedMail(id: MailId, { kind, recipient, message_id, data }: MailRow): ClaimedMail {
  // The row was written from a draft, in which the kind decides on the content.
  const content = { kind, content: JSON.parse(data ?? '{}') as unknown } as MailContent;
  return { ...content, id, recipient, messageId: message_id };
}

/** `Shop <mail@shop.example>` or `mail@shop.example` → shop.example */
function senderDomain(from: string): string {
  return /@([^\s<>@]+)>?\s*$/.exec(from)?.[1] ?? 'localhost';
}
