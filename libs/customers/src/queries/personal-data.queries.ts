import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database/database.js';
import { idToBytes } from '#platform/database/id-column.js';
import { rowsInPages, type PersonalPart } from '#platform/personal-data/personal-part.js';
import { PageRequest } from '#shared-kernel';
import { ConsentQueries } from './consent.queries.js';
import { CustomerQueries } from './customer.queries.js';
import { PhoneNumberQueries } from './phone-number.queries.js';

/** More than an account can have of what has a bound. */
const most = 1_000;
const pageSize = 200;

interface SessionRow {
  id: Buffer;
  kind: string;
  method: string;
  created_at: Date;
  last_used_at: Date;
  ended_at: Date | null;
  end_reason: string | null;
  address: string | null;
  user_agent: string | null;
}

/** All that is stored about a person in this context, for the person. Hashes and secrets are no news to them and stay out. */
@Injectable()
export class PersonalDataQueries {
  constructor(
    private readonly database: Database,
    private readonly customers: CustomerQueries,
    private readonly phoneNumbers: PhoneNumberQueries,
    private readonly consents: ConsentQueries,
  ) {}

  /** @param email undefined if the person has not shown that it is theirs */
  of(customerId: string, email: string | undefined): readonly PersonalPart[] {
    const everything = new PageRequest(1, most);
    return [
      { name: 'profile', one: () => this.profile(customerId) },
      {
        name: 'addresses',
        one: async () => (await this.customers.addresses(customerId, everything)).items,
      },
      { name: 'phoneNumbers', one: () => this.phoneNumbers.all(customerId) },
      { name: 'consents', one: async () => (await this.consents.history(customerId, everything)).items },
      { name: 'signInProviders', one: () => this.identities(customerId) },
      { name: 'secondFactor', one: () => this.secondFactor(customerId) },
      { name: 'devices', one: () => this.devices(customerId) },
      { name: 'staffInvitations', one: () => this.invitations(email) },
      { name: 'sessions', many: () => this.sessions(customerId) },
    ];
  }

  private async profile(customerId: string): Promise<object> {
    const [profile, times] = await Promise.all([
      this.customers.profile(customerId),
      this.database.queryOne(
        `SELECT email_verified_at AS emailVerifiedAt, password_changed_at AS passwordChangedAt, last_signed_in_at AS lastSignedInAt
         FROM customers
         WHERE id = :id`,
        { id: idToBytes(customerId) },
      ),
    ]);
    return { ...profile, ...times };
  }

  private identities(customerId: string): Promise<object[]> {
    return this.database.query(
      `SELECT provider, subject, email, linked_at AS linkedAt, last_used_at AS lastUsedAt
       FROM identities
       WHERE customer_id = :id
       LIMIT ${String(most)}`,
      { id: idToBytes(customerId) },
    );
  }

  private async secondFactor(customerId: string): Promise<object | null> {
    const row = await this.database.queryOne(
      'SELECT created_at AS createdAt, enabled_at AS enabledAt FROM second_factors WHERE customer_id = :id',
      { id: idToBytes(customerId) },
    );
    return row ?? null;
  }

  private async invitations(email: string | undefined): Promise<object[]> {
    if (email === undefined) return [];
    return this.database.query(
      `SELECT email, name, role, created_at AS createdAt, expires_at AS expiresAt, accepted_at AS acceptedAt, revoked_at AS revokedAt
       FROM staff_invitations
       WHERE email_key = :key
       ORDER BY created_at
       LIMIT ${String(most)}`,
      { key: email.toLowerCase() },
    );
  }

  private devices(customerId: string): Promise<object[]> {
    return this.database.query(
      `SELECT created_at AS createdAt, last_used_at AS lastUsedAt
       FROM known_devices
       WHERE customer_id = :id
       ORDER BY created_at
       LIMIT ${String(most)}`,
      { id: idToBytes(customerId) },
    );
  }

  private async *sessions(customerId: string): AsyncGenerator<object> {
    // Index sessions_of_customer ends with the primary key, so the pages come in its order.
    const read = (after: SessionRow | undefined): Promise<SessionRow[]> =>
      this.database.query<SessionRow>(
        `SELECT id, kind, method, created_at, last_used_at, ended_at, end_reason, address, user_agent
         FROM sessions
         WHERE customer_id = :customerId AND id > :after
         ORDER BY id
         LIMIT ${String(pageSize)}`,
        { customerId: idToBytes(customerId), after: after?.id ?? Buffer.alloc(16) },
      );
    for await (const rows of rowsInPages(pageSize, read)) yield* rows.map(session);
  }
}

function session(row: SessionRow): object {
  const { kind, method, address } = row;
  return {
    kind,
    method,
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at,
    endedAt: row.ended_at,
    endReason: row.end_reason,
    address,
    userAgent: row.user_agent,
  };
}
