import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database/database.js';
import { rowsInPages, type PersonalPart } from '#platform/personal-data/personal-part.js';

interface MailRow {
  id: Buffer;
  kind: string;
  subject: string;
  status: string;
  queued_at: Date;
  sent_at: Date | null;
}

const pageSize = 200;

/** What the delivery log knows of one address: that a mail went out, not what was in it. */
@Injectable()
export class PersonalMails {
  constructor(private readonly database: Database) {}

  /** @param email undefined if the person has not shown that it is theirs */
  personalDataOf(email: string | undefined): readonly PersonalPart[] {
    if (email === undefined) return [{ name: 'mails', one: () => Promise.resolve([]) }];
    return [{ name: 'mails', many: () => this.mails(email) }];
  }

  private async *mails(email: string): AsyncGenerator<object> {
    const read = (after: MailRow | undefined): Promise<MailRow[]> =>
      this.database.query<MailRow>(
        `SELECT id, kind, subject, status, queued_at, sent_at
         FROM mails FORCE INDEX (mails_of)
         WHERE recipient = :email AND LOWER(recipient) COLLATE utf8mb4_bin = LOWER(:email)
           AND queued_at >= :at AND (queued_at > :at OR id > :id)
         ORDER BY queued_at, id
         LIMIT ${String(pageSize)}`,
        { email, at: after?.queued_at ?? new Date(0), id: after?.id ?? Buffer.alloc(16) },
      );
    for await (const rows of rowsInPages(pageSize, read))
      yield* rows.map(({ kind, subject, status, queued_at, sent_at }) => ({
        kind,
        subject,
        status,
        queuedAt: queued_at,
        sentAt: sent_at,
      }));
  }
}
