import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database/database.js';
import { idToBytes } from '#platform/database/id-column.js';
import type { Page, PageRequest } from '#shared-kernel';
import { consentPurposes, counts, type ConsentPurpose, type ConsentSource } from '../domain/consent.js';

/** How things stand with one purpose. */
export interface ConsentState {
  purpose: ConsentPurpose;
  given: boolean;
  /** Whether the shop acts upon it: what was said at the registration waits for the mailed link. */
  confirmed: boolean;
  wording: string | null;
  since: string | null;
}

export interface ConsentStep {
  purpose: ConsentPurpose;
  given: boolean;
  wording: string;
  source: ConsentSource;
  occurredAt: string;
}

interface ConsentRow {
  purpose: ConsentPurpose;
  is_given: number;
  wording: string;
  source: ConsentSource;
  occurred_at: Date;
}

const columns = 'purpose, is_given, wording, source, occurred_at';

@Injectable()
export class ConsentQueries {
  constructor(private readonly database: Database) {}

  /** One for each purpose. */
  now(customerId: string): Promise<ConsentState[]> {
    return Promise.all(consentPurposes.map((purpose) => this.stateOf(customerId, purpose)));
  }

  /** The newest first. */
  async history(customerId: string, page: PageRequest): Promise<Page<ConsentStep>> {
    const owner = { customerId: idToBytes(customerId) };
    const [rows, count] = await Promise.all([
      this.database.query<ConsentRow>(
        `SELECT ${columns}
         FROM consents
         WHERE customer_id = :customerId
         ORDER BY occurred_at DESC, id DESC
         LIMIT ${String(page.limit)} OFFSET ${String(page.offset)}`,
        owner,
      ),
      this.database.queryOne<{ total: number }>(
        'SELECT COUNT(*) AS total FROM consents WHERE customer_id = :customerId',
        owner,
      ),
    ]);
    return page.of(rows.map(step), count?.total ?? 0);
  }

  /** Whether it may be acted upon now. */
  async has(customerId: string, purpose: ConsentPurpose): Promise<boolean> {
    const row = await this.database.queryOne<ConsentRow>(
      `SELECT s.purpose, s.is_given, s.wording, s.source, s.occurred_at
       FROM consents s
       JOIN customers c ON c.id = s.customer_id
       WHERE s.customer_id = :customerId AND s.purpose = :purpose
         AND c.email_verified_at IS NOT NULL AND c.disabled_at IS NULL
       ORDER BY s.occurred_at DESC, s.id DESC
       LIMIT 1`,
      { customerId: idToBytes(customerId), purpose },
    );
    if (row === undefined) return false;
    return counts({ purpose, isGiven: row.is_given === 1, wording: row.wording, source: row.source });
  }

  private async stateOf(customerId: string, purpose: ConsentPurpose): Promise<ConsentState> {
    const row = await this.database.queryOne<ConsentRow>(
      `SELECT ${columns}
       FROM consents
       WHERE customer_id = :customerId AND purpose = :purpose
       ORDER BY occurred_at DESC, id DESC
       LIMIT 1`,
      { customerId: idToBytes(customerId), purpose },
    );
    if (row === undefined) return { purpose, given: false, confirmed: false, wording: null, since: null };
    const { wording, source } = row;
    const isGiven = row.is_given === 1;
    const confirmed = counts({ purpose, isGiven, wording, source });
    return { purpose, given: isGiven, confirmed, wording, since: row.occurred_at.toISOString() };
  }
}

function step({ is_given, occurred_at, ...row }: ConsentRow): ConsentStep {
  const { purpose, wording, source } = row;
  return { purpose, given: is_given === 1, wording, source, occurredAt: occurred_at.toISOString() };
}
