import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { rowsInPages, type PersonalPart } from '../personal-data/personal-part.js';

interface TrailRow {
  id: Buffer;
  occurred_at: Date;
  actor: string;
  action: string;
  subject_type: string;
  subject_id: string;
  times: number;
  address: string | null;
  user_agent: string | null;
}

const pageSize = 200;

/** What the audit log holds of one account: what it did, and what was done to it. Whoever else did that is not named. */
@Injectable()
export class PersonalTrail {
  constructor(private readonly database: Database) {}

  personalDataOf(accountId: string): readonly PersonalPart[] {
    return [
      { name: 'actions', many: () => this.actions(accountId) },
      { name: 'actionsAboutYou', many: () => this.actionsAbout(accountId) },
    ];
  }

  private async *actions(accountId: string): AsyncGenerator<object> {
    // Index audit_log_actor.
    for await (const rows of this.rows('actor = :accountId', accountId)) {
      yield* rows.map(({ occurred_at, action, subject_type, subject_id, times, address, user_agent }) => ({
        occurredAt: occurred_at,
        action,
        subjectType: subject_type,
        subjectId: subject_id,
        times,
        address,
        userAgent: user_agent,
      }));
    }
  }

  private async *actionsAbout(accountId: string): AsyncGenerator<object> {
    // Index audit_log_subject.
    const condition = "subject_type = 'customer' AND subject_id = :accountId AND actor <> :accountId";
    for await (const rows of this.rows(condition, accountId))
      yield* rows.map(({ occurred_at, action, times }) => ({ occurredAt: occurred_at, action, times }));
  }

  private rows(condition: string, accountId: string): AsyncGenerator<TrailRow[]> {
    return rowsInPages(pageSize, (after: TrailRow | undefined) =>
      this.database.query<TrailRow>(
        `SELECT id, occurred_at, actor, action, subject_type, subject_id, times, address, user_agent
         FROM audit_log
         WHERE ${condition} AND occurred_at >= :at AND (occurred_at > :at OR id > :id)
         ORDER BY occurred_at, id
         LIMIT ${String(pageSize)}`,
        { accountId, at: after?.occurred_at ?? new Date(0), id: after?.id ?? Buffer.alloc(16) },
      ),
    );
  }
}
