import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { bytesToId, idToBytes } from '../database/id-column.js';
import { ValidationFailed } from '../http/validation.js';
import { Signer } from '../security/signer.js';

export interface AuditLogFilter {
  readonly actor?: string | undefined;
  readonly action?: string | undefined;
  readonly subjectType?: string | undefined;
  readonly subjectId?: string | undefined;
  readonly from?: Date | undefined;
  /** Excluded. */
  readonly to?: Date | undefined;
}

export interface AuditLogRecord {
  id: string;
  occurredAt: string;
  actor: string;
  action: string;
  subjectType: string;
  subjectId: string;
  before: unknown;
  after: unknown;
  times: number;
  requestId: string | null;
  address: string | null;
  userAgent: string | null;
}

interface Row {
  id: Buffer;
  occurred_at: Date;
  actor: string;
  action: string;
  subject_type: string;
  subject_id: string;
  before_state: string | null;
  after_state: string | null;
  times: number;
  request_id: string | null;
  address: string | null;
  user_agent: string | null;
}

/** The audit log as staff search it: newest first, page by page without numbers, since it only grows. */
@Injectable()
export class AuditLogQueries {
  constructor(
    private readonly database: Database,
    private readonly signer: Signer,
  ) {}

  /** @param cursor of the page before; undefined for the first one @throws ValidationFailed for a cursor of another search */
  async page(
    filter: AuditLogFilter,
    { cursor, limit }: { cursor: string | undefined; limit: number },
  ): Promise<{ items: AuditLogRecord[]; nextCursor: string | null }> {
    const after = cursor === undefined ? undefined : this.positionOf(filter, cursor);
    const conditions = conditionsOf(filter, after !== undefined);
    const rows = await this.database.query<Row>(
      `SELECT id, occurred_at, actor, action, subject_type, subject_id, before_state, after_state, times, request_id, address, user_agent
       FROM audit_log
       ${conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`}
       ORDER BY occurred_at DESC, id DESC
       LIMIT :limit`,
      {
        ...filter,
        afterTime: after?.time ?? null,
        afterId: after === undefined ? null : idToBytes(after.id),
        // As text: mysql2 sends numbers as DOUBLE, which MySQL refuses behind LIMIT.
        limit: String(limit + 1),
      },
    );
    const items = rows.slice(0, limit).map(recordOf);
    const last = items.at(-1);
    const hasMore = rows.length > limit && last !== undefined;
    return { items, nextCursor: hasMore ? this.cursorOf(filter, last) : null };
  }

  private cursorOf(filter: AuditLogFilter, { occurredAt, id }: AuditLogRecord): string {
    return this.signer.seal(kindOf(filter), `${String(Date.parse(occurredAt))}_${id}`);
  }

  private positionOf(filter: AuditLogFilter, cursor: string): { time: Date; id: string } {
    const [time, id] = this.signer.unseal(kindOf(filter), cursor)?.split('_') ?? [];
    if (time === undefined || id === undefined)
      throw ValidationFailed.of('cursor', 'isCursor', 'cursor must be the nextCursor of the same search');
    return { time: new Date(Number(time)), id };
  }
}

function kindOf(filter: AuditLogFilter): string {
  return `audit-log-cursor ${JSON.stringify(filter)}`;
}

/** Each filter has an index (audit_log_actor, _action, _subject) that ends with the time; without one it is audit_log_time. */
function conditionsOf(filter: AuditLogFilter, isContinued: boolean): string[] {
  const { actor, action, subjectType, subjectId, from, to } = filter;
  return [
    actor === undefined ? '' : 'actor = :actor',
    action === undefined ? '' : 'action = :action',
    subjectType === undefined ? '' : 'subject_type = :subjectType',
    subjectId === undefined ? '' : 'subject_id = :subjectId',
    from === undefined ? '' : 'occurred_at >= :from',
    to === undefined ? '' : 'occurred_at < :to',
    isContinued ? '(occurred_at < :afterTime OR (occurred_at = :afterTime AND id < :afterId))' : '',
  ].filter((each) => each !== '');
}

function recordOf(row: Row): AuditLogRecord {
  return {
    id: bytesToId(row.id),
    occurredAt: row.occurred_at.toISOString(),
    actor: row.actor,
    action: row.action,
    subjectType: row.subject_type,
    subjectId: row.subject_id,
    before: parsed(row.before_state),
    after: parsed(row.after_state),
    times: row.times,
    requestId: row.request_id,
    address: row.address,
    userAgent: row.user_agent,
  };
}

function parsed(state: string | null): unknown {
  return state === null ? null : (JSON.parse(state) as unknown);
}
