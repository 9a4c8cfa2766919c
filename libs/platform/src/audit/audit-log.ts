import { Injectable } from '@nestjs/common';
import { newId } from '#shared-kernel';
import { Database } from '../database/database.js';
import { idToBytes } from '../database/id-column.js';
import { databaseNow, type SqlRow } from '../database/named-parameters.js';
import { requestScope, type RequestScope } from '../observability/request-scope.js';

export interface AuditEntry {
  /** Who did it: an account's id, or the name of a process (`system:expiry`). */
  actor: string;
  /** `<context>.<verb>`, e.g. `catalog.change-price`. */
  action: string;
  /** What it was done to, e.g. `order` and its id. */
  subjectType: string;
  subjectId: string;
  before?: unknown;
  after?: unknown;
  /** How often it happened at that moment; once if left out. */
  times?: number;
  /** Of which request; the one that is being answered if left out. */
  origin?: Pick<RequestScope, 'requestId' | 'client'>;
}

const charactersOfPiece = 2_000_000;

/** The append-only record of who changed what; written in the transaction that makes the change. */
@Injectable()
export class AuditLog {
  constructor(private readonly database: Database) {}

  /** @throws NoTransaction outside of a unit of work */
  append(entry: AuditEntry): Promise<void> {
    return this.appendAll([entry]);
  }

  /** In as few statements as a server takes: with long texts, the states of a batch are many megabytes. @throws NoTransaction outside of a unit of work */
  async appendAll(entries: readonly AuditEntry[]): Promise<void> {
    for (const rows of inPieces(entries.map(rowOf))) {
      await this.database.writeLater(
        `INSERT INTO audit_log (id, actor, action, subject_type, subject_id, before_state, after_state, times, request_id, address, user_agent, occurred_at)
         VALUES :rows`,
        { rows },
      );
    }
  }
}

function inPieces(rows: readonly SqlRow[]): SqlRow[][] {
  const pieces: SqlRow[][] = [];
  let characters = Infinity;
  for (const row of rows) {
    const more = row.reduce<number>((sum, value) => sum + (typeof value === 'string' ? value.length : 0), 0);
    if (characters + more > charactersOfPiece) {
      pieces.push([]);
      characters = 0;
    }
    pieces.at(-1)?.push(row);
    characters += more;
  }
  return pieces;
}

function rowOf(entry: AuditEntry): SqlRow {
  const { actor, action, subjectType, subjectId, before, after, times = 1 } = entry;
  const { requestId = null, client } = entry.origin ?? requestScope.getStore() ?? {};
  const origin = [requestId, client?.address ?? null, client?.userAgent ?? null];
  const what = [actor, action, subjectType, subjectId, json(before), json(after), times];
  return [idToBytes(newId()), ...what, ...origin, databaseNow];
}

function json(state: unknown): string | null {
  return state === undefined ? null : JSON.stringify(state);
}
