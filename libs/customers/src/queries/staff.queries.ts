import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database/database.js';
import { bytesToId, idToBytes } from '#platform/database/id-column.js';
import type { Page, PageRequest } from '#shared-kernel';
import { staffRoles } from '../domain/roles.js';
import { ApiKeyNotFound, InvitationNotFound, StaffNotFound } from '../domain/staff.errors.js';
import type { ApiKeyView, InvitationView, StaffView } from './staff.views.js';

interface StaffRow {
  id: Buffer;
  email: string;
  name: string;
  role: string;
  created_at: Date;
  last_signed_in_at: Date | null;
  disabled_at: Date | null;
  has_second_factor: number;
}

interface InvitationRow {
  id: Buffer;
  email: string;
  name: string;
  role: string;
  invited_by: Buffer;
  inviter: string | null;
  created_at: Date;
  expires_at: Date;
  accepted_at: Date | null;
  revoked_at: Date | null;
  has_expired: number;
}

interface ApiKeyRow {
  id: Buffer;
  name: string;
  hint: string;
  scopes: string;
  created_by: Buffer;
  maker: string | null;
  created_at: Date;
  expires_at: Date | null;
  last_used_at: Date | null;
  revoked_at: Date | null;
  has_expired: number;
}

const staffColumns = `
  c.id, c.email, c.name, c.role, c.created_at, c.last_signed_in_at, c.disabled_at,
  EXISTS (SELECT 1 FROM second_factors f WHERE f.customer_id = c.id AND f.enabled_at IS NOT NULL) AS has_second_factor`;

const invitationSelect = `
  SELECT i.id, i.email, i.name, i.role, i.invited_by, c.name AS inviter, i.created_at, i.expires_at, i.accepted_at, i.revoked_at,
         i.expires_at <= UTC_TIMESTAMP(3) AS has_expired
  FROM staff_invitations i
  LEFT JOIN customers c ON c.id = i.invited_by`;

const keySelect = `
  SELECT k.id, k.name, k.hint, k.scopes, k.created_by, c.name AS maker, k.created_at, k.expires_at, k.last_used_at, k.revoked_at,
         COALESCE(k.expires_at <= UTC_TIMESTAMP(3), 0) AS has_expired
  FROM api_keys k
  LEFT JOIN customers c ON c.id = k.created_by`;

/** Who may do what in the shop, people and programs. */
@Injectable()
export class StaffQueries {
  constructor(private readonly database: Database) {}

  /** The longest serving first. */
  async staff(page: PageRequest): Promise<Page<StaffView>> {
    // Four short ranges of the index customers_role.
    const [rows, total] = await Promise.all([
      this.database.query<StaffRow>(
        `SELECT ${staffColumns}
         FROM customers c
         WHERE c.role IN (:staffRoles)
         ORDER BY c.created_at, c.id
         ${window(page)}`,
        { staffRoles },
      ),
      this.count('customers WHERE role IN (:staffRoles)'),
    ]);
    return page.of(rows.map(staffView), total);
  }

  /** @throws StaffNotFound */
  async member(id: string): Promise<StaffView> {
    const row = await this.database.queryOne<StaffRow>(
      `SELECT ${staffColumns} FROM customers c WHERE c.id = :id AND c.role IN (:staffRoles)`,
      { id: idToBytes(id), staffRoles },
    );
    if (row === undefined) throw new StaffNotFound();
    return staffView(row);
  }

  /** The newest first. */
  async invitations(page: PageRequest): Promise<Page<InvitationView>> {
    const [rows, total] = await Promise.all([
      this.database.query<InvitationRow>(
        `${invitationSelect} ORDER BY i.created_at DESC, i.id DESC ${window(page)}`,
      ),
      this.count('staff_invitations'),
    ]);
    return page.of(rows.map(invitationView), total);
  }

  /** @throws InvitationNotFound */
  async invitation(id: string): Promise<InvitationView> {
    const row = await this.database.queryOne<InvitationRow>(`${invitationSelect} WHERE i.id = :id`, {
      id: idToBytes(id),
    });
    if (row === undefined) throw new InvitationNotFound();
    return invitationView(row);
  }

  /** The newest first, revoked ones too. */
  async apiKeys(page: PageRequest): Promise<Page<ApiKeyView>> {
    const [rows, total] = await Promise.all([
      this.database.query<ApiKeyRow>(`${keySelect} ORDER BY k.created_at DESC, k.id DESC ${window(page)}`),
      this.count('api_keys'),
    ]);
    return page.of(rows.map(apiKeyView), total);
  }

  /** @throws ApiKeyNotFound */
  async apiKey(id: string): Promise<Pick<ApiKeyView, keyof ApiKeyView>> {
    const row = await this.database.queryOne<ApiKeyRow>(`${keySelect} WHERE k.id = :id`, {
      id: idToBytes(id),
    });
    if (row === undefined) throw new ApiKeyNotFound();
    return apiKeyView(row);
  }

  private async count(what: string): Promise<number> {
    const row = await this.database.queryOne<{ total: number }>(`SELECT COUNT(*) AS total FROM ${what}`, {
      staffRoles,
    });
    return row?.total ?? 0;
  }
}

function window({ limit, offset }: PageRequest): string {
  return `LIMIT ${String(limit)} OFFSET ${String(offset)}`;
}

function staffView({ id, email, name, role, ...row }: StaffRow): StaffView {
  return {
    id: bytesToId(id),
    email,
    name,
    role,
    secondFactor: row.has_second_factor === 1,
    createdAt: row.created_at.toISOString(),
    lastSignedInAt: row.last_signed_in_at?.toISOString() ?? null,
    disabledAt: row.disabled_at?.toISOString() ?? null,
  };
}

function invitationView({ id, email, name, role, ...row }: InvitationRow): InvitationView {
  return {
    id: bytesToId(id),
    email,
    name,
    role,
    status: invitationStatus(row),
    invitedBy: { id: bytesToId(row.invited_by), name: row.inviter },
    createdAt: row.created_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
  };
}

function invitationStatus(
  row: Pick<InvitationRow, 'accepted_at' | 'revoked_at' | 'has_expired'>,
): InvitationView['status'] {
  if (row.accepted_at !== null) return 'accepted';
  if (row.revoked_at !== null) return 'revoked';
  return row.has_expired === 1 ? 'expired' : 'pending';
}

function apiKeyView({ id, name, hint, scopes, ...row }: ApiKeyRow): ApiKeyView {
  const hasEnded = row.has_expired === 1 ? 'expired' : 'active';
  return {
    id: bytesToId(id),
    name,
    hint,
    scopes: scopes.split(' '),
    status: row.revoked_at === null ? hasEnded : 'revoked',
    madeBy: { id: bytesToId(row.created_by), name: row.maker },
    createdAt: row.created_at.toISOString(),
    expiresAt: row.expires_at?.toISOString() ?? null,
    lastUsedAt: row.last_used_at?.toISOString() ?? null,
    revokedAt: row.revoked_at?.toISOString() ?? null,
  };
}
