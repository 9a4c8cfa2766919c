import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database/database.js';
import { bytesToId, idToBytes } from '#platform/database/id-column.js';
import type { SqlValue } from '#platform/database/named-parameters.js';
import { CustomerNotFound } from '../domain/customers.errors.js';
import type { Role } from '../domain/roles.js';
import { UnknownCursor } from '../domain/staff.errors.js';
import type { CustomerDetails, CustomerList, CustomerSummary } from './customer-search.views.js';

export interface CustomerSearch {
  /** Beginning of an e-mail address or of a name. */
  readonly q: string | undefined;
  readonly role: Role | undefined;
  readonly status: 'active' | 'disabled' | undefined;
  /** The last one of the part before. */
  readonly cursor: string | undefined;
  readonly limit: number;
}

interface SummaryRow {
  id: Buffer;
  email: string;
  email_key: string;
  name: string;
  role: string;
  email_verified_at: Date | null;
  created_at: Date;
  last_signed_in_at: Date | null;
  disabled_at: Date | null;
}

interface DetailsRow extends SummaryRow {
  locale: string;
  disabled_reason: string | null;
  erased_at: Date | null;
  has_second_factor: number;
  open_sessions: number;
}

type Parameters = Record<string, SqlValue>;

/** A range of an index, walked in its order. */
interface Walk {
  readonly index: string;
  readonly where: readonly string[];
  readonly order: string;
  readonly parameters: Parameters;
}

const columns = `
  c.id, c.email, c.email_key, c.name, c.role, c.email_verified_at, c.created_at, c.last_signed_in_at, c.disabled_at`;

/** Customers as support looks for them. Every list walks one index from where the part before has ended. */
@Injectable()
export class CustomerSearchQueries {
  constructor(private readonly database: Database) {}

  /** @throws UnknownCursor */
  async list(search: CustomerSearch): Promise<CustomerList> {
    const after = search.cursor === undefined ? undefined : await this.placeOf(search.cursor);
    const wanted = search.limit + 1;
    const rows: SummaryRow[] = [];
    for (const walk of walksOf(search, after))
      if (rows.length < wanted) rows.push(...(await this.walk(walk, search, wanted - rows.length)));
    const items = rows.slice(0, search.limit).map(summary);
    return { items, nextCursor: rows.length > search.limit ? (items.at(-1)?.id ?? null) : null };
  }

  /** @throws CustomerNotFound */
  async find(id: string): Promise<CustomerDetails> {
    const customer = { id: idToBytes(id) };
    const row = await this.database.queryOne<DetailsRow>(
      `SELECT ${columns}, c.locale, c.disabled_reason, c.erased_at,
              EXISTS (SELECT 1 FROM second_factors f WHERE f.customer_id = c.id AND f.enabled_at IS NOT NULL) AS has_second_factor,
              (SELECT COUNT(*) FROM sessions s
               WHERE s.customer_id = c.id AND s.ended_at IS NULL AND s.expires_at > UTC_TIMESTAMP(3)) AS open_sessions
       FROM customers c
       WHERE c.id = :id`,
      customer,
    );
    if (row === undefined) throw new CustomerNotFound();
    const identities = await this.database.query<{ provider: string }>(
      'SELECT provider FROM identities WHERE customer_id = :id ORDER BY provider',
      customer,
    );
    return {
      ...summary(row),
      locale: row.locale,
      disabledReason: row.disabled_reason,
      erasedAt: row.erased_at?.toISOString() ?? null,
      secondFactor: row.has_second_factor === 1,
      identities: identities.map(({ provider }) => provider),
      openSessions: row.open_sessions,
    };
  }

  private async placeOf(cursor: string): Promise<SummaryRow> {
    const row = await this.database.queryOne<SummaryRow>(
      `SELECT ${columns} FROM customers c WHERE c.id = :id`,
      { id: idToBytes(cursor) },
    );
    if (row === undefined) throw new UnknownCursor();
    return row;
  }

  private walk(
    { index, where, order, parameters }: Walk,
    { role, status }: CustomerSearch,
    limit: number,
  ): Promise<SummaryRow[]> {
    const filters = [
      'c.erased_at IS NULL',
      ...(role === undefined ? [] : ['c.role = :role']),
      ...(status === undefined ? [] : [`c.disabled_at IS ${status === 'disabled' ? 'NOT NULL' : 'NULL'}`]),
    ];
    return this.database.query<SummaryRow>(
      `SELECT ${columns}
       FROM customers c FORCE INDEX (${index})
       WHERE ${[...where, ...filters].join(' AND ')}
       ORDER BY ${order}
       LIMIT ${String(limit)}`,
      { ...parameters, ...(role === undefined ? {} : { role }) },
    );
  }
}

function walksOf({ q, role, status }: CustomerSearch, after: SummaryRow | undefined): Walk[] {
  if (q !== undefined) return searches(q, after);
  if (status === 'disabled') return [newestFirst('disabled_at', 'customers_disabled', after)];
  return [newestFirst('created_at', role === undefined ? 'customers_created' : 'customers_role', after)];
}

/** First those whose address begins so, then those whose name does. */
function searches(q: string, after: SummaryRow | undefined): Walk[] {
  const beginning = { emailBeginning: `${escaped(q.toLowerCase())}%`, nameBeginning: `${escaped(q)}%` };
  const isPastEmails = after !== undefined && !after.email_key.startsWith(q.toLowerCase());
  const byEmail: Walk = {
    index: 'customers_email',
    where: [
      'c.email_key LIKE :emailBeginning',
      ...(after === undefined ? [] : ['c.email_key > :afterEmail']),
    ],
    order: 'c.email_key',
    parameters: after === undefined ? beginning : { ...beginning, afterEmail: after.email_key },
  };
  const byName: Walk = {
    index: 'customers_name',
    where: [
      'c.name LIKE :nameBeginning',
      'c.email_key NOT LIKE :emailBeginning',
      ...(isPastEmails ? ['c.name >= :afterName', '(c.name > :afterName OR c.id > :afterId)'] : []),
    ],
    order: 'c.name, c.id',
    parameters: isPastEmails ? { ...beginning, afterName: after.name, afterId: after.id } : beginning,
  };
  return isPastEmails ? [byName] : [byEmail, byName];
}

function newestFirst(
  column: 'created_at' | 'disabled_at',
  index: string,
  after: SummaryRow | undefined,
): Walk {
  const where =
    after === undefined ? [] : [`c.${column} <= :afterTime`, `(c.${column} < :afterTime OR c.id < :afterId)`];
  return {
    index,
    where,
    order: `c.${column} DESC, c.id DESC`,
    parameters: after === undefined ? {} : { afterTime: after[column], afterId: after.id },
  };
}

function escaped(text: string): string {
  return text.replaceAll(/[\\%_]/g, String.raw`\$&`);
}

function summary({
  id,
  email,
  name,
  role,
  ...row
}: SummaryRow): Pick<CustomerSummary, keyof CustomerSummary> {
  return {
    id: bytesToId(id),
    email,
    name,
    role,
    emailVerified: row.email_verified_at !== null,
    createdAt: row.created_at.toISOString(),
    lastSignedInAt: row.last_signed_in_at?.toISOString() ?? null,
    disabledAt: row.disabled_at?.toISOString() ?? null,
  };
}
